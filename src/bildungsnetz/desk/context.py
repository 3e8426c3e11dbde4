"""The frame of every page for people who are signed in: menu by role, who I am, for which side."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import User
from bildungsnetz.design.navigation import Account, Item, mark_current
from bildungsnetz.desk.demo import LOGINS, PASSWORD
from bildungsnetz.desk.selectors import function_of, home_of, roles_in
from bildungsnetz.networks.models import Network, Role
from bildungsnetz.networks.permissions import belongs_to, is_operator, may_import_schools, works_on_contract
from bildungsnetz.networks.selectors import network_by_slug, networks_of


def working_frame(request: HttpRequest) -> dict[str, Any]:
    """Fill region, menu and account for whoever is signed in; the public pages keep theirs for everybody else."""
    network = _network_of(request)
    frame: dict[str, Any] = {"site_region": network.name} if network else {}
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return frame
    today = timezone.localdate()
    own = network if network and belongs_to(person, network=network, on=today) else None
    mine = own or networks_of(person, on=today).first()
    frame["navigation"] = mark_current(_menu(person, mine), path=request.path)
    frame["home_url"] = reverse("portal:network", args=[mine.slug]) if mine else "/"
    if mine and network is None:
        frame["site_region"] = mine.name
    frame["account"] = Account(
        name=person.full_name,
        role=function_of(person, network=mine, on=today),
        items=(
            Item(label=_("My desk"), url=home_of(person, on=today)),
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


def _network_of(request: HttpRequest) -> Network | None:
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    return network_by_slug(slug) if slug else None


def _menu(person: User, network: Network | None) -> list[Item]:
    today = timezone.localdate()
    items = [Item(_("Desk"), home_of(person, on=today))]
    if network:
        items += _menu_of_network(person, network)
    if is_operator(person, on=today):
        items += [Item(_("People"), reverse("desk:people")), Item(_("Networks"), reverse("desk:networks"))]
    if may_import_schools(person, on=today):
        items.append(Item(_("Read in"), reverse("intake:runs")))
    if not network or Role.OFFICE not in roles_in(person, network=network, on=today):
        items.append(Item(_("Regions"), reverse("portal:networks")))
    return items


def _menu_of_network(person: User, network: Network) -> list[Item]:
    today = timezone.localdate()
    on_contract = works_on_contract(person, network=network, on=today)
    contract = "networks:contract" if on_contract else "portal:contract"
    items = [Item(_("Contract"), reverse(contract, args=[network.slug]))]
    if roles_in(person, network=network, on=today) & {Role.OFFICE, Role.SCHOOL_BODY, Role.SCHOOL, Role.PARTNER}:
        items.append(Item(_("Schools"), reverse("partners:schools", args=[network.slug])))
    if Role.OFFICE in roles_in(person, network=network, on=today):
        items.append(Item(_("Partners"), reverse("partners:institutions", args=[network.slug])))
    items.append(Item(_("Calendar"), reverse("networks:calendar", args=[network.slug])))
    return items
