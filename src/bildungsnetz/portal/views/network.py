"""The public pages of one network: only what is in force or released is shown here."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bildungsnetz.networks import geo
from bildungsnetz.networks.models import ConsentStatus, ContractVersion, Duty, Network, Office, Side
from bildungsnetz.networks.models.consent import PUBLIC
from bildungsnetz.networks.selectors import network_by_slug, version_in_force
from bildungsnetz.networks.selectors.contracts import public_versions
from bildungsnetz.networks.selectors.register import RegionOnDay, standing_of
from bildungsnetz.networks.selectors.work import all_fields, consents_of, duties_of, fields_on, posts_on
from bildungsnetz.partners.selectors import count_schools_by_town, published_people
from bildungsnetz.portal import pictures, wording
from bildungsnetz.portal.forms import SearchForm

FIRST_YEAR = 2008  # the networks began in June 2008


def _network(slug: str) -> Network:
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    return network


def _standing(network: Network, on: date) -> RegionOnDay:
    row = standing_of(network, on=on)
    if row is None:  # its region does not exist (any more)
        raise Http404
    return row


def _frame(network: Network, on: date) -> dict[str, Any]:
    return {"network": network, "site_region": network.region.name, "today": on}


@require_GET
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is agreed, the fields of action, the posts, the towns and the next dates."""
    network, today = _network(slug), timezone.localdate()
    version = version_in_force(network, on=today)
    row = _standing(network, today)
    schools = count_schools_by_town(region_key=network.region.key)
    return render(
        request,
        "portal/network.html",
        {
            **_frame(network, today),
            "version": version,
            "standing": row,
            "tag_kind": wording.TAG_KINDS[row.standing],
            "tag_text": wording.membership_word(row.standing),
            "contract_words": wording.membership_words(row.deciding) if row.deciding else "",
            "fields": list(fields_on(network, on=today)),
            "posts": _promised(network, today),
            "duties": _public_duties(network, today),
            "figure": pictures.map_of_towns(network, counts=schools or None),
            "school_count": sum(schools.values()),
            "search_form": SearchForm(),
            "attribution": geo.ATTRIBUTION,
        },
    )


@require_GET
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Say in plain words what the network rests on, who bears it and what the sources know."""
    network, today = _network(slug), timezone.localdate()
    row = _standing(network, today)
    evidence = [(wording.membership_words(membership), membership) for membership in row.memberships]
    return render(
        request,
        "portal/about.html",
        {
            **_frame(network, today),
            "version": version_in_force(network, on=today),
            "evidence": evidence,
            "figure": pictures.membership_bars([row], day=today, first_year=FIRST_YEAR),
            "tag_kind": wording.TAG_KINDS[row.standing],
            "tag_text": wording.membership_word(row.standing),
            "fields": list(fields_on(network, on=today)),
            "posts": _promised(network, today),
            "people": published_people(network, on=today),
        },
    )


@require_GET
def contract(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the contract in force, or with ``?fassung=`` an older version that was."""
    network, today = _network(slug), timezone.localdate()
    versions = list(public_versions(network))
    version = _chosen(versions, request.GET.get("fassung"), in_force=version_in_force(network, on=today))
    context = {**_frame(network, today), "version": version, "versions": versions}
    if version is not None:
        context |= {
            "clauses": list(version.clauses.order_by("position")),
            "agreed_fields": list(version.fields.order_by("position")),
            "sides": _sides(version),
        }
    return render(request, "portal/contract.html", context)


@require_GET
def field(request: HttpRequest, slug: str, field: str) -> HttpResponse:
    """Show one field of action: what is agreed, since when, what it follows."""
    network, today = _network(slug), timezone.localdate()
    found = get_object_or_404(all_fields(network), slug=field)
    followers = [other for other in all_fields(network) if other.predecessor_id == found.pk]
    return render(
        request, "portal/field.html", {**_frame(network, today), "field_of_action": found, "followers": followers}
    )


def _sides(version: ContractVersion) -> list[tuple[Side, dict[str, Any] | None]]:
    """Return each side with its consent to this text; the office speaks, no person is named."""
    given = {
        consent.side: {"consent": consent, "office_words": Office(consent.office).label}
        for consent in consents_of(version)
        if consent.status == ConsentStatus.GIVEN
    }
    return [(side, given.get(side)) for side in Side]


def _promised(network: Network, today: date) -> list[Any]:
    return [side for side in posts_on(network, on=today) if side.promised]


def _public_duties(network: Network, today: date) -> list[Duty]:
    """Return the coming dates the office has marked as public; all others are its own."""
    return [duty for duty in duties_of(network, since=today) if duty.is_public and duty.due_on >= today]


def _chosen(
    versions: list[ContractVersion], number: str | None, *, in_force: ContractVersion | None
) -> ContractVersion | None:
    if number is None:
        return in_force
    for version in versions:
        if str(version.number) == number and version.status in PUBLIC:
            return version
    raise Http404
