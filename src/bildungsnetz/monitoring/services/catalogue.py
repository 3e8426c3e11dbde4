"""Writing definitions: the catalogue for all, and an office's own indicators."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.monitoring.catalogue import START_SET, Definition
from bildungsnetz.monitoring.models import ComparisonSet, Indicator, IndicatorVersion
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible

FIRST_DAY = date(2000, 1, 1)
SAID = (
    "title", "definition", "numerator", "denominator", "unit", "decimals", "direction", "aggregation", "source",
    "table", "licence", "reference_day", "counted_at", "not_to_mix", "note", "is_outcome",
)  # fmt: skip


class CodeTaken(NotPossible):
    """There is an indicator with this part of the address already."""


@transaction.atomic
def load_catalogue(*, at: datetime) -> int:
    """Bring the start set into the database; returns how many definitions were added.

    A definition that differs from the newest one of its indicator becomes a new version that applies from ``at`` on;
    the old one stays with its figures. Loading again changes nothing.
    """
    newest = {
        version.indicator.code: version
        for version in IndicatorVersion.objects.filter(indicator__network=None)
        .select_related("indicator")
        .order_by("number")
    }
    added = 0
    for position, definition in enumerate(START_SET, start=1):
        known = newest.get(definition.code)
        if known and all(getattr(known, name) == getattr(definition, name) for name in SAID):
            continue
        indicator = known.indicator if known else _indicator(definition, position)
        said = {name: value for name, value in asdict(definition).items() if name in SAID}
        IndicatorVersion.objects.create(
            indicator=indicator, number=known.number + 1 if known else 1,
            applies_from=at.date() if known else FIRST_DAY, created_at=at, **said,
        )  # fmt: skip
        added += 1
    return added


def define_indicator(
    *, network: Network, code: str, area: str, said: dict[str, Any], applies_from: date, by: User, at: datetime
) -> IndicatorVersion:
    """Add an office's own indicator with its first definition; ``said``: the fields of ``SAID``.

    Raises: CodeTaken if the catalogue or the network has one with this code.
    """
    if Indicator.objects.filter(code=code, network=None).exists() or network.indicators.filter(code=code).exists():
        raise CodeTaken
    with transaction.atomic():
        position = network.indicators.count() + 1
        indicator = Indicator.objects.create(network=network, code=code, area=area, position=position)
        version = _version(indicator, said, number=1, applies_from=applies_from, by=by, at=at)
        _note(network, version, "indicator defined", by=by, at=at)
    return version


def redefine_indicator(
    *, indicator: Indicator, said: dict[str, Any], applies_from: date, by: User, at: datetime
) -> IndicatorVersion:
    """Add a definition that applies from a day on; figures read in before keep theirs."""
    network = indicator.network
    if network is None:
        raise ValueError("the catalogue changes with the program only")
    with transaction.atomic():
        locked = Indicator.objects.select_for_update().get(pk=indicator.pk)
        number = locked.versions.count() + 1
        version = _version(locked, said, number=number, applies_from=applies_from, by=by, at=at)
        _note(network, version, "indicator redefined", by=by, at=at)
    return version


def keep_comparison_set(
    *, network: Network, name: str, reason: str, region_keys: Sequence[str], by: User, at: datetime
) -> ComparisonSet:
    """Keep regions to compare under a name; an older set of this name is replaced."""
    with transaction.atomic():
        found, _is_new = ComparisonSet.objects.update_or_create(
            network=network, name=name, defaults={"reason": reason, "region_keys": sorted(region_keys)}
        )
        changes = {"name": [None, name], "region_keys": [None, ", ".join(sorted(region_keys))]}
        record(chain=network.slug, subject=found, action="comparison set kept", by=by, at=at, changes=changes)
    return found


def _indicator(definition: Definition, position: int) -> Indicator:
    return Indicator.objects.create(code=definition.code, area=definition.area, position=position)


def _version(
    indicator: Indicator, said: dict[str, Any], *, number: int, applies_from: date, by: User, at: datetime
) -> IndicatorVersion:
    version = IndicatorVersion(
        indicator=indicator, number=number, applies_from=applies_from, created_by=by, created_at=at,
        **{name: value for name, value in said.items() if name in SAID},
    )  # fmt: skip
    version.full_clean(exclude=["indicator", "created_by"])
    version.save()
    return version


def _note(network: Network, version: IndicatorVersion, action: str, *, by: User, at: datetime) -> None:
    changes = {"title": [None, version.title], "formula": [None, version.formula], "number": [None, version.number]}
    record(chain=network.slug, subject=version, action=action, by=by, at=at, changes=changes)
