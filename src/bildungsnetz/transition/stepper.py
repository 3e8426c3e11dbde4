"""Where a season stands and what comes next: pure, from dates and counts."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from bildungsnetz.transition.models import Season


def steps_of(
    season: Season, *, days: list[date], schools: int, schools_ready: int, released_at: datetime | None, now: datetime
) -> list[dict[str, str]]:
    """Return the eight steps with note and state for the stepper."""
    today = timezone.localdate(now)
    ended = [
        True,
        today > season.offers_until,
        schools > 0 and schools_ready == schools,
        now >= season.wishes_until,
        released_at is not None,
        released_at is not None and now >= season.results_at,
        bool(days) and today > days[-1],
        season.deleted_at is not None,
    ]
    begun = [
        True, True, True, season.takes_wishes(now), now >= season.wishes_until, released_at is not None,
        bool(days) and today >= days[0], bool(days) and today > days[-1],
    ]  # fmt: skip
    return [
        {"label": label, "note": note, "state": "done" if done else "current" if started else "open"}
        for (label, note), done, started in zip(_words(season, days, schools, schools_ready), ended, begun, strict=True)
    ]


def _words(season: Season, days: list[date], schools: int, ready: int) -> list[tuple[str, str]]:
    return [
        (_("Open season"), _("Seed drawn") if season.seed_hash else _("Seed not drawn yet")),
        (_("Collect offers"), _("until %(day)s") % {"day": _day(season.offers_until)}),
        (_("Schools and codes"), _("%(ready)s of %(all)s ready") % {"ready": ready, "all": schools}),
        (_("Wishes"), f"{_day(_local(season.wishes_from))}–{_day(_local(season.wishes_until))}"),
        (_("Allocate"), _("from %(day)s") % {"day": _day(_local(season.wishes_until))}),
        (_("Results"), f"{_day(_local(season.results_at))}, "
         f"{time_format(timezone.localtime(season.results_at).time(), 'H:i')}"),
        (_("Exploration days"), f"{_day(days[0])}–{_day(days[-1])}" if days else "–"),
        (_("Close"), _("until %(day)s") % {"day": _day(season.closes_on)}),
    ]  # fmt: skip


def _day(day: date) -> str:
    return date_format(day, "d.m.")


def _local(moment: datetime) -> date:
    return timezone.localdate(moment)
