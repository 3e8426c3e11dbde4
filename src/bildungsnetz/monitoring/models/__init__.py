"""Everything the room keeps; definitions, observations, releases and reports each have a file of their own."""

from bildungsnetz.monitoring.models.assistant import ColumnMemory, ComparisonSet, WaitingFile
from bildungsnetz.monitoring.models.indicators import Aggregation, Area, Direction, Indicator, IndicatorVersion
from bildungsnetz.monitoring.models.observations import Observation, Origin
from bildungsnetz.monitoring.models.releases import (
    Protection,
    Release,
    ReleasedFigure,
    ReleaseInput,
    ReleaseTable,
    TableKind,
)
from bildungsnetz.monitoring.models.report import (
    Block,
    BlockKind,
    BlockText,
    Chapter,
    ChapterAuthor,
    PictureKind,
    ReportEdition,
)
from bildungsnetz.monitoring.models.values import WITH_VALUE, FigureStatus, Grouping, PlaceKind, Unit

__all__ = [
    "WITH_VALUE",
    "Aggregation",
    "Area",
    "Block",
    "BlockKind",
    "BlockText",
    "Chapter",
    "ChapterAuthor",
    "ColumnMemory",
    "ComparisonSet",
    "Direction",
    "FigureStatus",
    "Grouping",
    "Indicator",
    "IndicatorVersion",
    "Observation",
    "Origin",
    "PictureKind",
    "PlaceKind",
    "Protection",
    "Release",
    "ReleaseInput",
    "ReleaseTable",
    "ReleasedFigure",
    "ReportEdition",
    "TableKind",
    "Unit",
    "WaitingFile",
]
