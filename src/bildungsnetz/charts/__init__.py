"""Figures in, pictures out: SVG written by hand, each with the table that says the same.

No Django, no word of the field: labels arrive translated. Looks come from the classes ``bn-chart-*`` of
``design/charts.css``, so dark mode, print and forced colours need no second picture.
"""

from bildungsnetz.charts.bars import Bar, BarTime, bar_timeline
from bildungsnetz.charts.figure import Cell, Figure, LegendEntry, Link, Table
from bildungsnetz.charts.funnel import FunnelPoint, funnel_limits, funnel_plot
from bildungsnetz.charts.lines import Line, line_chart
from bildungsnetz.charts.maps import Area, Callout, Fill, Layer, MapClass, choropleth_map, project, swatch
from bildungsnetz.charts.measured import RowBar, Words, bar_grid, row_bars
from bildungsnetz.charts.multiples import small_multiples
from bildungsnetz.charts.points import Place, gathered, point_map
from bildungsnetz.charts.printed import printed
from bildungsnetz.charts.rows import Dot, dot_rows
from bildungsnetz.charts.spans import Span, SpanRow, time_bars
from bildungsnetz.charts.ties import Knot, tie_picture
from bildungsnetz.charts.year import EventGroup, Mark, YearEvent, year_bar

__all__ = [
    "Area",
    "Bar",
    "BarTime",
    "Callout",
    "Cell",
    "Dot",
    "EventGroup",
    "Figure",
    "Fill",
    "FunnelPoint",
    "Knot",
    "Layer",
    "LegendEntry",
    "Line",
    "Link",
    "MapClass",
    "Mark",
    "Place",
    "RowBar",
    "Span",
    "SpanRow",
    "Table",
    "Words",
    "YearEvent",
    "bar_grid",
    "bar_timeline",
    "choropleth_map",
    "dot_rows",
    "funnel_limits",
    "funnel_plot",
    "gathered",
    "line_chart",
    "point_map",
    "printed",
    "project",
    "row_bars",
    "small_multiples",
    "swatch",
    "tie_picture",
    "time_bars",
    "year_bar",
]
