"""Registration for a conference: the public page, giving a place back, the list at the door."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bildungsnetz.accounts.services import LinkProblem
from bildungsnetz.governance.forms.work import PlacesForm, RegistrationForm
from bildungsnetz.governance.models import Registration
from bildungsnetz.governance.permissions import runs_meetings
from bildungsnetz.governance.selectors import open_conferences, registrations_of
from bildungsnetz.governance.selectors.public import public_meetings, public_minutes
from bildungsnetz.governance.services import conferences as services
from bildungsnetz.governance.views.answering import form_page, meeting_here, tried
from bildungsnetz.governance.wording import worded
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors import network_by_slug
from bildungsnetz.networks.services.errors import NotPossible


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def places(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Open registration, or change places and last day."""
    meeting = meeting_here(request, network, pk)
    initial = {"capacity": meeting.capacity or 250, "until": meeting.registration_until}
    return form_page(
        request,
        network,
        PlacesForm(request.POST or None, initial=initial),
        heading=_("Registration: %(meeting)s") % {"meeting": meeting},
        back=reverse("governance:arrivals", args=[network.slug, meeting.pk]),
        done=_("Registration is open."),
        save=lambda data: services.open_registration(meeting=meeting, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
def conference(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a conference to the public and take registrations; the page does not say who has registered."""
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    published = public_meetings(network).filter(pk=pk).first()
    meeting = published or get_object_or_404(open_conferences(network), pk=pk)
    form = RegistrationForm(request.POST or None)
    done: Registration | None = None
    if form.is_bound and form.is_valid():
        try:
            done = services.register(meeting=meeting, address=_address, at=timezone.now(), **form.cleaned_data)
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=network))
    context = {
        "network": network,
        "meeting": meeting,
        "published": published,
        "minutes": public_minutes(network).filter(meeting=published).exists() if published else False,
        "form": form,
        "done": done,
        "is_open": services.takes_registrations(meeting, on=timezone.localdate()),
    }
    failed = form.is_bound and done is None
    return render(request, "governance/conference.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "POST"])
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Give a place back by the address from the mail; the address is the key, so there is no sign-in."""
    now = timezone.now()
    try:
        found = services.registration_behind(token=token, at=now)
    except LinkProblem:
        raise Http404 from None
    if request.method == "POST":
        services.give_back(registration=found, address=_address, at=now)
    context = {"network": found.meeting.body.network, "meeting": found.meeting, "registration": found}
    return render(request, "governance/registration.html", context)


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def arrivals(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """List who has registered and who waits; note at the door who has come."""
    meeting = meeting_here(request, network, pk)
    if request.method == "POST":
        wanted = request.POST.get("registration", "")
        found = get_object_or_404(meeting.registrations, pk=int(wanted) if wanted.isdecimal() else 0)
        tried(
            request,
            network,
            lambda: services.note_arrival(registration=found, by=request.user, at=timezone.now()),
            done=_("Noted."),
        )
        return redirect("governance:arrivals", network.slug, pk)
    rows = list(registrations_of(meeting))
    context = {
        "network": network,
        "meeting": meeting,
        "registered": [row for row in rows if row.status == "REGISTERED"],
        "waiting": [row for row in rows if row.status == "WAITING"],
        "came": sum(row.attended_at is not None for row in rows),
    }
    return render(request, "governance/arrivals.html", context)


def _address(token: str) -> str:
    return settings.PUBLIC_URL + reverse("governance:registration", args=[token])
