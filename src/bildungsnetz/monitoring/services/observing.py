"""Writing observations: new ones, and corrections that leave the old figure in place."""

from collections.abc import Sequence
from datetime import datetime

from bildungsnetz.intake.models import ImportRun
from bildungsnetz.monitoring.models import Observation
from bildungsnetz.monitoring.planning import Stored, Writing
from bildungsnetz.monitoring.reading.records import Figure, place_kind
from bildungsnetz.monitoring.selectors.stored import version_for, version_keys

BATCH = 1000


def write_figures(writing: Writing, *, run: ImportRun, at: datetime) -> None:
    """Write what was planned, in the transaction of the import; a corrected figure becomes a new revision."""
    codes = {one.indicator for one in (*writing.new, *(figure for figure, _old in writing.corrected))}
    keys = version_keys(scope=run.scope, codes=codes)
    old = [stored.pk for _figure, stored in writing.corrected]
    for first in range(0, len(old), BATCH):
        Observation.objects.filter(pk__in=old[first : first + BATCH]).update(is_current=False)
    rows: Sequence[tuple[Figure, Stored | None]] = [*((one, None) for one in writing.new), *writing.corrected]
    Observation.objects.bulk_create(
        (
            Observation(
                version_id=version_for(keys[one.indicator], one.period), scope=run.scope, place=one.place,
                place_kind=place_kind(one.place), period=one.period, grouping=one.grouping, group=one.group,
                value=one.value, status=one.status, numerator=one.numerator, denominator=one.denominator,
                rounded_to=one.rounded_to, origin=one.origin, source=one.source, note=one.note, run=run,
                revision=before.revision + 1 if before else 1, recorded_at=at,
            )
            for one, before in rows
        ),
        batch_size=BATCH,
    )  # fmt: skip
