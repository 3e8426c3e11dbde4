"""The frame of every page for people who are signed in: menu by role, who I am, for which side."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bildungsnetz.design.navigation import Account, Item, mark_current
from bildungsnetz.desk.demo import LOGINS, PASSWORD
from bildungsnetz.networks.models import Network, Role, RoleAssignment, Side
from bildungsnetz.networks.permissions import SIDES_AT_WORK
from bildungsnetz.networks.selectors import network_by_slug
from bildungsnetz.networks.selectors.standing import Standing, standing_of_person


def working_frame(request: HttpRequest) -> dict[str, Any]:
    """Fill region, menu and account for whoever is signed in; the public pages keep theirs for everybody else.

    Three queries for a person signed in, one for the public page of a network, none else.
    """
    network = _network_of(request)
    frame: dict[str, Any] = {"site_region": network.name} if network else {}
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return frame
    standing = standing_of_person(person, on=timezone.localdate())
    mine = _own(standing, network)
    frame["navigation"] = mark_current(_menu(standing, mine), path=request.path)
    frame["home_url"] = reverse("portal:network", args=[mine.slug]) if mine else "/"
    if mine and network is None:
        frame["site_region"] = mine.name
    frame["account"] = Account(
        name=person.full_name,
        role=function_of(standing, mine),
        items=(
            Item(label=_("My desk"), url=desk_of(standing, mine)),
            Item(label=_("My account"), url=reverse("accounts:account"), current=request.path.startswith("/konto")),
            Item(label=_("Sign out"), url=reverse("account_logout")),
        ),
    )
    return frame


def demo_logins(request: HttpRequest) -> dict[str, Any]:
    """List the sign-ins of the demonstration on the start page; only in demonstration mode."""
    if not settings.DEMO or request.path != "/":
        return {}
    return {
        "demo_logins": [
            {"role": login.title, "name": login.name, "email": login.email, "password": PASSWORD} for login in LOGINS
        ]
    }


def desk_of(standing: Standing, network: Network | None) -> str:
    """Return the address of the desk a person begins with."""
    if network is not None:
        return reverse("desk:desk", args=[network.slug])
    return reverse("desk:operation") if Role.OPERATOR in standing.statewide else reverse("desk:state_desk")


def function_of(standing: Standing, network: Network | None) -> str:
    """Return in which function and for which side a person is here, as shown at the top of each page."""
    for row in standing.rows_in(network) if network else []:
        name = row.function or (str(row.get_role_display()) if isinstance(row, RoleAssignment) else "")
        return ", ".join(part for part in (name, str(Side(row.side).label) if row.side else "") if part)
    return ", ".join(str(role.label) for role in sorted(standing.statewide))


def _network_of(request: HttpRequest) -> Network | None:
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    return network_by_slug(slug) if slug else None


def _own(standing: Standing, network: Network | None) -> Network | None:
    """Return the network the menu is for: that of the page if one's own, else one's first."""
    mine = standing.networks
    if network and network in mine:
        return network
    return mine[0] if mine else None


def _menu(standing: Standing, network: Network | None) -> list[Item]:
    items = [Item(_("Desk"), desk_of(standing, network))]
    roles = standing.roles_in(network) if network else frozenset()
    if network:
        items += _menu_of_network(standing, network)
    if Role.OPERATOR in standing.statewide:
        items += [Item(_("People"), reverse("desk:people")), Item(_("Networks"), reverse("desk:networks"))]
    if Role.OPERATOR in standing.statewide:
        items.append(Item(_("Read in"), reverse("intake:runs")))
    if Role.OFFICE not in roles:
        items.append(Item(_("Regions"), reverse("portal:networks")))
    return items


def _menu_of_network(standing: Standing, network: Network) -> list[Item]:
    roles = standing.roles_in(network)
    on_contract = bool(roles & SIDES_AT_WORK) or standing.has_contract_mandate(network)
    contract = "networks:contract" if on_contract else "portal:contract"
    items = [Item(_("Contract"), reverse(contract, args=[network.slug]))]
    if roles & (SIDES_AT_WORK | {Role.BODY_MEMBER}):
        items.append(Item(_("Strategy"), reverse("strategy:overview", args=[network.slug])))
    # The office finds the schools on the page of the partners.
    if Role.OFFICE not in roles and roles & {Role.SCHOOL_BODY, Role.SCHOOL, Role.PARTNER}:
        items.append(Item(_("Schools"), reverse("partners:schools", args=[network.slug])))
    if Role.OFFICE in roles:
        items.append(Item(_("Partners"), reverse("partners:institutions", args=[network.slug])))
    if roles & (SIDES_AT_WORK | {Role.BODY_MEMBER}):
        items.append(Item(_("Bodies"), reverse("governance:bodies", args=[network.slug])))
    if Role.OFFICE in roles:
        items.append(Item(_("Exploration days"), reverse("transition:seasons", args=[network.slug])))
    if Role.SCHOOL in roles:
        items.append(Item(_("Exploration days"), reverse("transition:my_school", args=[network.slug])))
    items.append(Item(_("Figures"), reverse("monitoring:figures", args=[network.slug])))
    # Seven items at most: the office finds the calendar on its desk.
    if Role.OFFICE not in roles:
        items.append(Item(_("Calendar"), reverse("networks:calendar", args=[network.slug])))
    return items
