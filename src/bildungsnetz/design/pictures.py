"""One example of each picture for the living page of components; all figures are invented."""

from datetime import date

from django.utils.dates import MONTHS_3

from bildungsnetz import charts

EVENTS = (
    (date(2026, 8, 15), "Treffen 1: Termine", "meetings"),
    (date(2026, 10, 15), "Stichtag 15.10.", "reports"),
    (date(2026, 11, 7), "Konferenz", "meetings"),
    (date(2027, 2, 26), "Meldeschluss 26.02.", "duties"),
    (date(2027, 3, 1), "Vorbereitung", "duties"),
    (date(2027, 7, 20), "Bericht des Jahres", "reports"),
)


def year() -> charts.Figure:
    """Draw a year with events of three kinds."""
    return charts.year_bar(
        [charts.YearEvent(on, f"{on:%d.%m.%Y}", label, group, "#year") for on, label, group in EVENTS],
        begins=date(2026, 8, 1),
        month_names=[str(MONTHS_3[(7 + n) % 12 + 1]).capitalize() for n in range(12)],
        groups=[
            charts.EventGroup("meetings", "Treffen", charts.Mark.CIRCLE, above=True),
            charts.EventGroup("duties", "Meldungen", charts.Mark.DIAMOND, above=False),
            charts.EventGroup("reports", "Berichte", charts.Mark.SQUARE, above=False),
        ],
        key="muster-jahr",
        title="Arbeitsjahr 2026/27",
        finding="Sechs Ereignisse, die meisten im Frühjahr.",
        columns=("Tag", "Was", "Art"),
        today=date(2027, 2, 4),
        today_word="heute",
    )


def bars() -> charts.Figure:
    """Draw counts along years, one year marked."""
    times = [charts.BarTime.EARLIER] * 3 + [charts.BarTime.CURRENT] + [charts.BarTime.LATER] * 3
    return charts.bar_timeline(
        [charts.Bar(str(2010 + n), 9 + 3 * n, time, "#figure") for n, time in enumerate(times)],
        key="muster-balken",
        title="Beispiele je Jahr",
        finding="Von 2010 bis 2016 stieg die Zahl von 9 auf 27.",
        columns=("Jahr", "Anzahl"),
    )


def areas() -> charts.Figure:
    """Draw four squares, each in a class of its own."""
    squares = {f"{n}": [[[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]]] for n, (x, y) in enumerate(CORNERS)}
    centres = {key: (x + 0.5, y + 0.5) for key, (x, y) in zip(squares, CORNERS, strict=True)}
    fills = (charts.Fill.STRONG, charts.Fill.HIGHLIGHT, charts.Fill.HATCHED, charts.Fill.EMPTY)
    classes = [charts.MapClass(f"k{n}", fill, f"Klasse {n + 1}") for n, fill in enumerate(fills)]
    return charts.choropleth_map(
        [charts.Area(key, f"Gebiet {int(key) + 1}", f"k{key}") for key in squares],
        layer=charts.project(squares, labels=centres, width=320),
        classes=classes,
        key="muster-karte",
        title="Gebiete nach Klasse",
        finding="Vier Gebiete in vier Klassen.",
        columns=("Gebiet", "Klasse"),
    )


CORNERS = ((7.0, 51.0), (8.0, 51.0), (7.0, 52.0), (8.0, 52.0))


def spans() -> charts.Figure:
    """Draw spans of time, one of them only possible in part."""
    certain, open_end = date(2012, 3, 1), None
    return charts.time_bars(
        [
            charts.SpanRow("Beispiel 1", (charts.Span(certain, open_end, certain, open_end, "seit 01.03.2012"),)),
            charts.SpanRow(
                "Beispiel 2",
                (charts.Span(date(2011, 1, 1), open_end, date(2013, 1, 1), open_end, "seit 2011 oder 2012"),),
                marked=True,
            ),
        ],
        first_year=2010,
        last_year=2015,
        key="muster-zeit",
        title="Zeiten mit unsicherem Beginn",
        finding="Bei Beispiel 2 ist nur das Jahr bekannt.",
        columns=("Name", "Zeit"),
        day=date(2013, 11, 19),
    )
