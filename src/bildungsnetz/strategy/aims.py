"""Indicators of a goal or measure as they are shown: baseline, target, forecast, the curve of released figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from bildungsnetz.charts import Figure, Table
from bildungsnetz.monitoring import released_pictures
from bildungsnetz.monitoring.models import IndicatorVersion, ReleasedFigure
from bildungsnetz.monitoring.presenting import Shown, names_of_places, text_of, value_text
from bildungsnetz.monitoring.selectors.releases import published_figures
from bildungsnetz.networks.models import Network
from bildungsnetz.strategy.models import Aim


@dataclass(frozen=True)
class AimShown:
    """An aim in words, with the curve of its indicator where figures of the region are released."""

    aim: Aim
    title: str
    rows: Table
    figure: Figure | None
    newest: ReleasedFigure | None
    url: str

    @property
    def sentence(self) -> str:
        """The newest released figure in words, or that there is none."""
        if self.newest is None:
            return _("No figure of this indicator has been released yet.")
        words = {"period": self.newest.period, "value": text_of(self.newest, self.newest.table.unit)}
        return _("Newest released figure: %(value)s (%(period)s)") % words


def aims_shown(network: Network, aims: Iterable[Aim]) -> list[AimShown]:
    """Return aims with their curves; three queries however many there are."""
    wanted = list(aims)
    if not wanted:
        return []
    keys = {aim.indicator_id for aim in wanted}
    versions = {one.indicator_id: one for one in IndicatorVersion.objects.filter(indicator__in=keys).order_by("number")}
    figures: dict[str, list[ReleasedFigure]] = {}
    codes = {aim.indicator.code for aim in wanted}
    place = network.region.key
    for figure in published_figures(network).filter(table__code__in=codes, table__grouping="", place=place):
        figures.setdefault(figure.table.code, []).append(figure)
    names = names_of_places(place, network.region.name)
    return [
        _shown(aim, versions[aim.indicator_id], figures.get(aim.indicator.code, []), place, names) for aim in wanted
    ]


def _shown(
    aim: Aim, definition: IndicatorVersion, figures: list[ReleasedFigure], place: str, names: dict[str, str]
) -> AimShown:
    picture = newest = None
    if figures:
        shown = Shown([figures[-1].table], figures, place, names)
        picture = released_pictures.series(shown, key=f"ziel-{aim.pk}")
        newest = max(figures, key=lambda figure: figure.period)
    unit = definition.unit
    rows = [
        (_("Baseline"), _value(aim.baseline_value, unit), aim.baseline_period, aim.baseline_source),
        (_("Target"), _value(aim.target_value, unit), aim.target_period, ""),
        (_("Forecast"), _value(aim.forecast_value, unit), aim.forecast_period, _declared(aim)),
    ]
    columns = (_("What"), _("Value"), _("Year"), _("Note"))
    return AimShown(aim, definition.title, Table(columns, tuple(row for row in rows if row[1])), picture, newest, "")


def _value(value: Decimal | None, unit: str) -> str:
    return "" if value is None else value_text(value, unit)


def _declared(aim: Aim) -> str:
    if aim.forecast_declared_on is None:
        return ""
    return _("declared on %(day)s") % {"day": f"{aim.forecast_declared_on:%d.%m.%Y}"}
