"""The working year as a picture with its table."""

from datetime import date

from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bildungsnetz.charts import EventGroup, Figure, Mark, YearEvent, year_bar
from bildungsnetz.desk.selectors import dates_of_working_year, working_year_of
from bildungsnetz.networks.models import DutyKind, Network

CONTRACT_KINDS = (DutyKind.EVALUATION, DutyKind.TERM, DutyKind.NOTICE)
FIGURE_KINDS = (DutyKind.REPORT, DutyKind.STATISTICS)


def picture_of_year(network: Network, *, today: date) -> Figure | None:
    """Draw the school year of today with all dates of the network; None if there is no date."""
    begins = working_year_of(today)
    duties = dates_of_working_year(network, begins=begins)
    if not duties:
        return None
    calendar = reverse("networks:calendar", args=[network.slug])
    events = [
        YearEvent(
            on=duty.due_on,
            when=date_format(duty.due_on, "SHORT_DATE_FORMAT"),
            label=duty.title,
            group_key=_group_of(duty.kind),
            href=calendar,
        )
        for duty in duties
    ]
    years = {"first": begins.year, "second": begins.year % 100 + 1}
    open_ones = sum(duty.done_on is None and duty.due_on >= today for duty in duties)
    return year_bar(
        events,
        begins=begins,
        month_names=[str(MONTHS_3[(begins.month - 1 + place) % 12 + 1]).capitalize() for place in range(12)],
        groups=[
            EventGroup("contract", _("Contract"), Mark.DIAMOND, above=True),
            EventGroup("figures", _("Figures and reports"), Mark.SQUARE, above=False),
            EventGroup("other", _("Other dates"), Mark.CIRCLE, above=True),
        ],
        key="year",
        title=_("Working year %(first)s/%(second)02d") % years,
        finding=_("%(count)s dates of this working year are still to come.") % {"count": open_ones},
        columns=(_("Date"), _("What"), _("Kind")),
        today=today,
        today_word=_("today"),
    )


def _group_of(kind: str) -> str:
    if kind in CONTRACT_KINDS:
        return "contract"
    return "figures" if kind in FIGURE_KINDS else "other"
