"""People of a network: roles and mandates."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bildungsnetz.networks.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.forms.work import EndOnForm, MandateForm, PersonForm
from bildungsnetz.networks.models import Mandate, Network, Role, RoleAssignment, Scope, Side
from bildungsnetz.networks.permissions import (
    SIDES_AT_WORK,
    may_draft,
    may_enter_mandates,
    may_name_speakers,
    works_on_contract,
)
from bildungsnetz.networks.selectors.people import all_mandates, people_of
from bildungsnetz.networks.services import people as services


@require_GET
@network_page(works_on_contract)
def mandates(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show who may consent for which side, from when to when, and for whom as deputy."""
    today = timezone.localdate()
    rows = list(all_mandates(network))
    context = {
        "network": network,
        "sides": [(side, [row for row in rows if row.side == side]) for side in Side],
        "sides_without_contract_speaker": [
            side
            for side in Side
            if not any(row.side == side and row.scope == Scope.CONTRACT and runs(row, today) for row in rows)
        ],
        "own_sides": _own_sides(request, network),
        "invites": may_draft(request.user, network=network, on=today),
        "today": today,
    }
    return render(request, "networks/mandates.html", context)


@require_http_methods(["GET", "POST"])
@network_page(may_name_speakers)
def mandate_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Enter a mandate for one's own side."""
    sides = _own_sides(request, network)
    initial = {"side": sides[0], "began_on": timezone.localdate()}
    form = MandateForm(request.POST or None, initial=initial, network=network, sides=sides)
    return form_page(
        request,
        network,
        form,
        heading=_("Enter mandate"),
        back="networks:mandates",
        done=_("The mandate is entered."),
        save=lambda data: services.enter_mandates(network=network, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(may_name_speakers)
def mandate_end(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """End a mandate of one's own side."""
    mandate = Mandate.objects.filter(network=network, pk=pk, side__in=_own_sides(request, network)).first()
    if mandate is None:
        raise Http404
    return form_page(
        request,
        network,
        EndOnForm(request.POST or None, initial={"on": timezone.localdate()}),
        heading=_("End mandate"),
        back="networks:mandates",
        done=_("The mandate ends. Consents given before stay valid."),
        save=lambda data: services.end_mandate(mandate=mandate, by=request.user, at=timezone.now(), **data),
    )


@require_GET
@network_page(may_draft)
def people(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show who has access to the network in which role."""
    roles = list(people_of(network, on=timezone.localdate()))
    sides = _own_sides(request, network)
    may_end = {row.pk for row in roles if row.role not in SIDES_AT_WORK or row.side in sides}
    context = {"network": network, "roles": roles, "may_end": may_end}
    return render(request, "networks/people.html", context)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def person_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Invite a person with a role."""
    form = PersonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        _keep_in_own_hands(request, network, form)
    return form_page(
        request,
        network,
        form,
        heading=_("Invite a person"),
        back="networks:people",
        done=_("The invitation is on its way."),
        save=lambda data: services.invite_person(
            network=network,
            email=data["email"],
            full_name=data["full_name"],
            role=Role(data["role"]),
            side=Side(data["side"]) if data["side"] else None,
            function=data["function"],
            address=lambda token: settings.PUBLIC_URL + reverse("accounts:invitation", args=[token]),
            by=request.user,
            at=timezone.now(),
        ),
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def role_end(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """End a person's role."""
    assignment = RoleAssignment.objects.filter(network=network, pk=pk, ended_on=None).first()
    if assignment is None or not _of_own_side(request, network, assignment):
        raise Http404
    return form_page(
        request,
        network,
        EndOnForm(request.POST or None, initial={"on": timezone.localdate()}),
        heading=_("End role"),
        back="networks:people",
        done=_("The role ends."),
        save=lambda data: services.end_role(assignment=assignment, by=request.user, at=timezone.now(), **data),
    )


def runs(row: Mandate, day: object) -> bool:
    """Say whether a mandate runs on a day."""
    return bool(row.began_on <= day and (row.ended_on is None or row.ended_on > day))  # type: ignore[operator]


def _own_sides(request: SignedInRequest, network: Network) -> list[Side]:
    today = timezone.localdate()
    return [side for side in Side if may_enter_mandates(request.user, network=network, side=side, on=today)]


def _of_own_side(request: SignedInRequest, network: Network, assignment: RoleAssignment) -> bool:
    return assignment.role not in SIDES_AT_WORK or assignment.side in _own_sides(request, network)


def _keep_in_own_hands(request: SignedInRequest, network: Network, form: PersonForm) -> None:
    """Keep each side's posts and speakers in that side's own hands."""
    role, side = form.cleaned_data["role"], form.cleaned_data["side"]
    if role in SIDES_AT_WORK and side not in _own_sides(request, network):
        form.add_error("side", _("Each side gives access to its own people."))
