"""Everything the room keeps; definitions, observations, releases and reports each have a file of their own."""

from bildungsnetz.monitoring.models.assistant import ColumnMemory, ComparisonSet, WaitingFile
from bildungsnetz.monitoring.models.indicators import Aggregation, Area, Direction, Indicator, IndicatorVersion
from bildungsnetz.monitoring.models.observations import Observation, Origin
from bildungsnetz.monitoring.models.values import WITH_VALUE, FigureStatus, Grouping, PlaceKind, Unit

__all__ = [
    "WITH_VALUE",
    "Aggregation",
    "Area",
    "ColumnMemory",
    "ComparisonSet",
    "Direction",
    "FigureStatus",
    "Grouping",
    "Indicator",
    "IndicatorVersion",
    "Observation",
    "Origin",
    "PlaceKind",
    "Unit",
    "WaitingFile",
]
