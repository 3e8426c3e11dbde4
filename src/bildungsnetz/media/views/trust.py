"""The resolution of the school council, opening again, and the three releases."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bildungsnetz.media.forms.concepts import ReasonForm, ResolutionForm
from bildungsnetz.media.models import Purpose
from bildungsnetz.media.permissions import has_school
from bildungsnetz.media.services import trust
from bildungsnetz.media.views.answering import address, concept_headed, form_page, tried
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network

PURPOSES = {"schultraeger": Purpose.BODY, "oeffentlich": Purpose.PUBLIC, "region": Purpose.REGION}


@require_http_methods(["GET", "POST"])
@network_page(has_school)
def resolve(request: SignedInRequest, network: Network, school: str, year: int) -> HttpResponse:
    """Record what the school council resolved."""
    concept = concept_headed(request, network, school, year)
    form = ResolutionForm(request.POST or None, begins=date(concept.year, 8, 1))
    return form_page(
        request, network, form, heading=_("Resolution of the school council"), back=address("step", concept, 6),
        done=_("The resolution is recorded."), concept=concept,
        save=lambda: trust.record_resolution(
            concept=concept, by=request.user, at=timezone.now(), today=timezone.localdate(), **form.cleaned_data
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(has_school)
def open_again(request: SignedInRequest, network: Network, school: str, year: int) -> HttpResponse:
    """Open an adopted concept again; its releases end."""
    concept = concept_headed(request, network, school, year)
    form = ReasonForm(request.POST or None)
    return form_page(
        request, network, form, heading=_("Open the concept again"), back=address("step", concept, 6),
        done=_("The concept is open. All releases have ended."), concept=concept,
        intro=_("All releases end, and the school council must adopt the concept again."),
        save=lambda: trust.open_again(
            concept=concept, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        ),
    )  # fmt: skip


@require_POST
@network_page(has_school)
def release(request: SignedInRequest, network: Network, school: str, year: int, purpose: str) -> HttpResponse:
    """Give one of the three consents, or take it back."""
    concept = concept_headed(request, network, school, year)
    if purpose not in PURPOSES:
        raise Http404
    act, done = trust.release, _("Released. You can take it back at any time for the future.")
    if request.POST.get("tun") == "zuruecknehmen":
        act, done = trust.take_back, _("Taken back. From now on nobody sees it there.")
    tried(
        request, network,
        lambda: act(concept=concept, purpose=PURPOSES[purpose], by=request.user, at=timezone.now()),
        done=done,
    )  # fmt: skip
    return redirect(address("step", concept, 6))
