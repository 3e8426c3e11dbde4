"""Releases as far as a person may see them, and the published figures everybody may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from bildungsnetz.accounts.models import User
from bildungsnetz.monitoring.models.releases import Release, ReleasedFigure, ReleaseTable
from bildungsnetz.networks.models import Consent, Network, Role, Scope, VersionStatus
from bildungsnetz.networks.models.consent import LAID_BEFORE_SIDES, PUBLIC
from bildungsnetz.networks.selectors.people import mandates_of, roles_of

Person = User | AnonymousUser


@dataclass(frozen=True)
class PublishedIndicator:
    """An indicator about which something is published: its newest table and all that is."""

    code: str
    title: str
    newest: ReleaseTable
    tables: tuple[ReleaseTable, ...]


def visible_states(person: Person, *, network: Network, on: date) -> tuple[VersionStatus, ...]:
    """Return the states in which figures are visible: drafts to the office, what was laid before them to the sides."""
    roles = roles_of(person, network=network, on=on)
    if Role.OFFICE in roles:
        return tuple(VersionStatus)
    if roles & {Role.STATE_SIDE, Role.MUNICIPAL_SIDE}:
        return LAID_BEFORE_SIDES
    if mandates_of(person, network=network, on=on, scope=Scope.RELEASES).exists():
        return LAID_BEFORE_SIDES
    return PUBLIC


def releases_visible_to(person: Person, *, network: Network, on: date) -> QuerySet[Release]:
    """Return the releases a person may see, latest first."""
    states = visible_states(person, network=network, on=on)
    found = Release.objects.filter(network=network, status__in=states).select_related("network", "corrects")
    return found.annotate(table_count=Count("tables")).order_by("-year", "-number")


def release_named(name: str, *, among: QuerySet[Release]) -> Release | None:
    """Return the release called ``2026-3`` among those given, None if it is not there."""
    year, _, number = name.partition("-")
    if not (year.isdecimal() and number.isdecimal()):
        return None
    return among.filter(year=int(year), number=int(number)).first()


def published_releases(network: Network | None = None) -> QuerySet[Release]:
    """Return what is published, of one network or of all, latest first."""
    found = Release.objects.filter(status__in=PUBLIC).select_related("network__region", "corrects")
    found = found.filter(network=network) if network else found
    return found.order_by("-published_at", "-pk")


def published_tables(network: Network | None = None) -> QuerySet[ReleaseTable]:
    """Return the tables of all releases that hold today, newest first; superseded releases are left out."""
    found = ReleaseTable.objects.filter(version__status=VersionStatus.IN_FORCE)
    found = found.filter(version__network=network) if network else found
    return found.select_related("version__network__region").order_by(
        "-version__published_at", "-version_id", "position"
    )


def published_datasets() -> QuerySet[ReleaseTable, dict[str, Any]]:
    """Return what can be fetched as a file: a row per network and indicator, by network and title."""
    slug, region = "version__network__slug", "version__network__region__name"
    held = ReleaseTable.objects.filter(version__status=VersionStatus.IN_FORCE).order_by()
    found = held.values("code", slug, region).annotate(name=Max("title"), published=Max("version__published_at"))
    rows: QuerySet[ReleaseTable, dict[str, Any]] = found.order_by(region, "name", "code")
    return rows


def published_indicators(network: Network) -> list[PublishedIndicator]:
    """Return the indicators about which something is published, by title; one query."""
    tables: dict[str, list[ReleaseTable]] = {}
    for table in published_tables(network):
        tables.setdefault(table.code, []).append(table)
    found = [PublishedIndicator(code, own[0].title, own[0], tuple(own)) for code, own in tables.items()]
    return sorted(found, key=lambda one: (one.title, one.code))


def published_figures(network: Network, *, code: str = "") -> QuerySet[ReleasedFigure]:
    """Return the figures that hold today: where several releases speak of a cell, the newest; in no order of values."""
    found = ReleasedFigure.objects.filter(version__network=network, version__status=VersionStatus.IN_FORCE)
    if code:
        found = found.filter(table__code=code)
    newest = ReleasedFigure.objects.filter(
        version__network=network,
        version__status=VersionStatus.IN_FORCE,
        table__code=OuterRef("table__code"),
        table__grouping=OuterRef("table__grouping"),
        place=OuterRef("place"),
        period=OuterRef("period"),
        group=OuterRef("group"),
    ).order_by("-version__published_at", "-version_id", "table_id")
    found = found.filter(pk=Subquery(newest.values("pk")[:1]))
    return found.select_related("table", "version").order_by(
        "table__code", "table__grouping", "place", "period", "group"
    )


def figures_of_table(table: ReleaseTable) -> list[ReleasedFigure]:
    """Return the figures of one table by place, period and group; one query."""
    return list(table.figures.order_by("place", "period", "group"))


def consents_to(subject_type: str, subject_id: int) -> QuerySet[Consent]:
    """Return what the sides have said about one subject, latest first."""
    found = Consent.objects.filter(subject_type=subject_type, subject_id=subject_id)
    return found.select_related("given_by").order_by("-given_at", "-pk")
