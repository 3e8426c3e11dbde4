"""The desk: what waits for me, what waits for others, the year, the next dates."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bildungsnetz.accounts.models import User
from bildungsnetz.desk import selectors
from bildungsnetz.desk.context import desk_of
from bildungsnetz.desk.pictures import picture_of_year
from bildungsnetz.networks.models import Network, Role, VersionStatus
from bildungsnetz.networks.permissions import belongs_to, may_draft
from bildungsnetz.networks.selectors import network_by_slug, networks_of, statewide_roles_of, versions_visible_to
from bildungsnetz.networks.selectors.standing import standing_of_person
from bildungsnetz.networks.selectors.work import posts_on
from bildungsnetz.networks.services.reminders import TooSoon, remind


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the desk a person begins with."""
    standing = standing_of_person(_person(request), on=timezone.localdate())
    return redirect(desk_of(standing, standing.networks[0] if standing.networks else None))


@require_GET
@login_required
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the desk of a person in one network."""
    person, today = _person(request), timezone.localdate()
    network = _own_network(person, slug, today)
    office = may_draft(person, network=network, on=today)
    steps = selectors.first_steps(network, on=today) if office else []
    context = {
        "network": network,
        "greeting": _greeting(),
        "today": today,
        "tasks": selectors.tasks_for(person, network=network, on=today),
        "waiting": selectors.waiting_for_others(person, network=network, on=today),
        "steps": steps if not all(step.done for step in steps) else [],
        "dates": selectors.next_dates(network, on=today),
        "posts": posts_on(network, on=today),
        "year": picture_of_year(network, today=today),
        "others": networks_of(person, on=today).exclude(pk=network.pk),
    }
    return render(request, "desk/desk.html", context)


@require_GET
@login_required
def state_desk(request: HttpRequest) -> HttpResponse:
    """Show the desk of people who work for no single network: the ministry, or somebody without a role."""
    person, today = _person(request), timezone.localdate()
    context = {
        "is_ministry": Role.MINISTRY in statewide_roles_of(person, on=today),
        "networks": networks_of(person, on=today),
        "today": today,
    }
    return render(request, "desk/state.html", context)


@require_POST
@login_required
def remind_side(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Remind whoever has not consented, at most once in seven days."""
    person, today = _person(request), timezone.localdate()
    network = network_by_slug(slug)
    if network is None or not may_draft(person, network=network, on=today):
        raise Http404
    version = versions_visible_to(person, network=network, on=today).filter(number=number).first()
    if version is None:
        raise Http404
    # What does not wait for consent has no reminder, the address is only offered beside one that does.
    if version.status != VersionStatus.PUT_UP:
        raise Http404
    try:
        told = remind(version=version, by=person, at=timezone.now())
    except TooSoon:
        messages.info(request, _("You can remind at most once in seven days."))
    else:
        messages.success(request, _("Reminded: %(names)s.") % {"names": ", ".join(map(str, told)) or "–"})
    return redirect("desk:desk", slug)


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _own_network(person: User, slug: str, today: date) -> Network:
    network = network_by_slug(slug)
    if network is None or not belongs_to(person, network=network, on=today):
        raise Http404
    return network


def _greeting() -> str:
    hour = timezone.localtime().hour
    if hour < 11:
        return _("Good morning")
    return _("Good day") if hour < 18 else _("Good evening")
