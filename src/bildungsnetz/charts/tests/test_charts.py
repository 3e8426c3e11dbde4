import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bildungsnetz.charts import (
    Area,
    Bar,
    BarTime,
    Callout,
    EventGroup,
    Fill,
    Link,
    MapClass,
    Mark,
    Span,
    SpanRow,
    Table,
    YearEvent,
    bar_timeline,
    choropleth_map,
    project,
    time_bars,
    year_bar,
)

SVG = "{http://www.w3.org/2000/svg}"
LATER = date(2027, 2, 4)
MONTHS = ("Aug", "Sep", "Okt", "Nov", "Dez", "Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul")


def words(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]


def classes(svg, tag):
    return [element.get("class") for element in ET.fromstring(svg).iter(f"{SVG}{tag}")]


def bars(*rows, **options):
    return bar_timeline(
        rows, **{"key": "b", "title": "Netzwerke", "finding": "Es wurden mehr.", "columns": ("Jahr", "Zahl"), **options}
    )


def square(west, south):
    return [[[(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1), (west, south)]]]


def layer():
    areas = {"A": square(6, 51), "B": square(7, 51)}
    return project(areas, labels={"A": (6.5, 51.5), "B": (7.5, 51.5)}, width=216)


def two_areas(**options):
    return choropleth_map(
        [
            Area("A", "Amt A", "yes", ("2013",), "/a", ("A", "3")),
            Area("B", "Amt B", "maybe", ("?",)),
        ],
        **{
            "layer": layer(),
            "classes": [
                MapClass("yes", Fill.STRONG, "ja"),
                MapClass("maybe", Fill.HATCHED, "nicht belegt"),
                MapClass("no", Fill.EMPTY, "nein"),
            ],
            "key": "m",
            "title": "Karte",
            "finding": "Eins von zwei.",
            "columns": ("Gebiet", "Netzwerk", "Jahr"),
            **options,
        },
    )


def a_year(*events, **options):
    return year_bar(
        events,
        **{
            "begins": date(2026, 8, 1),
            "month_names": MONTHS,
            "groups": [
                EventGroup("bodies", "Gremien", Mark.CIRCLE, above=True),
                EventGroup("figures", "Zahlen", Mark.SQUARE, above=False),
            ],
            "key": "y",
            "title": "Arbeitsjahr",
            "finding": "Zwei Termine.",
            "columns": ("Tag", "Was", "Art"),
            **options,
        },
    )


def spans(*rows, **options):
    return time_bars(
        rows,
        **{
            "first_year": 2008,
            "last_year": 2011,
            "key": "s",
            "title": "Zeiten",
            "finding": "Ein Netz.",
            "columns": ("Netz", "Zeit"),
            **options,
        },
    )


EVERY_KIND = {
    "bars": lambda: bars(Bar("2008", 1, href="/?a=1&b=<2>"), key="k", title='Titel "<&>"'),
    "map": lambda: two_areas(key="k", title='Titel "<&>"', callout=Callout("A", ("Amt A", "seit 2013"))),
    "year": lambda: a_year(
        YearEvent(date(2026, 9, 1), "01.09.", "Kreis", "bodies", "/x"),
        key="k",
        title='Titel "<&>"',
        today=date(2027, 2, 4),
    ),
    "spans": lambda: spans(
        SpanRow("M", (Span(date(2009, 1, 1), None, None, None, "vielleicht"),)), key="k", title='Titel "<&>"'
    ),
}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_picture_names_its_title_and_finding(kind):
    figure = EVERY_KIND[kind]()

    root = ET.fromstring(figure.svg)
    named = [root.find(f"{SVG}title"), root.find(f"{SVG}desc")]
    assert root.get("aria-labelledby") == "k-title k-finding"
    assert [(part.get("id"), part.text) for part in named] == [("k-title", figure.title), ("k-finding", figure.finding)]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_no_picture_has_inline_style_or_script(kind):
    root = ET.fromstring(EVERY_KIND[kind]().svg)

    assert [
        part.tag for part in root.iter() if "style" in part.attrib or part.tag in (f"{SVG}style", f"{SVG}script")
    ] == []


def test_a_picture_with_links_is_a_group_and_one_without_is_an_image():
    roles = [ET.fromstring(figure.svg).get("role") for figure in (bars(Bar("2008", 1, href="/")), bars(Bar("2008", 1)))]

    assert roles == ["group", "img"]


def test_bars_show_the_same_figures_as_their_table():
    figure = bars(Bar("2008", 9), Bar("2009", 25, BarTime.CURRENT, href="/2009"), Bar("2010", 25, BarTime.LATER))

    assert words(figure.svg) == ["9", "2008", "25", "2009", "25", "2010"]
    assert figure.table == Table(("Jahr", "Zahl"), (("2008", "9"), (Link("2009", "/2009"), "25"), ("2010", "25")))


def test_the_chosen_bar_is_marked_by_bold_words_not_by_colour_alone():
    figure = bars(Bar("2008", 9), Bar("2009", 25, BarTime.CURRENT))

    assert classes(figure.svg, "text") == ["bn-chart-text"] * 2 + ["bn-chart-text bn-chart-text--strong"] * 2


def test_bars_refuse_a_negative_count():
    with pytest.raises(ValueError, match="negative"):
        bars(Bar("2008", -1))


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=30))
def test_no_bar_leaves_the_picture(values):
    root = ET.fromstring(bars(*(Bar(str(place), value) for place, value in enumerate(values))).svg)

    _, _, width, height = map(float, root.get("viewBox").split())
    boxes = [[float(rect.get(name)) for name in ("x", "y", "width", "height")] for rect in root.iter(f"{SVG}rect")]
    assert [
        box for box in boxes if box[0] < 0 or box[1] < 0 or box[0] + box[2] > width or box[1] + box[3] > height
    ] == []


def test_a_map_counts_its_legend_from_its_areas_and_leaves_out_empty_classes():
    figure = two_areas()

    assert [(entry.text, entry.count) for entry in figure.legend] == [("ja", 1), ("nicht belegt", 1)]
    assert figure.table == Table(
        ("Gebiet", "Netzwerk", "Jahr"), ((Link("Amt A", "/a"), "ja", "2013"), ("Amt B", "nicht belegt", "?"))
    )


def test_a_doubtful_area_is_hatched_and_a_link_has_a_name():
    root = ET.fromstring(two_areas().svg)

    paths = {path.get("class").split("--")[1]: path.get("fill") for path in root.iter(f"{SVG}path")}
    assert paths == {"strong": None, "hatched": "url(#m-hatch)"}
    assert [(link.get("href"), link.get("aria-label")) for link in root.iter(f"{SVG}a")] == [("/a", "Amt A: ja")]


def test_a_map_keeps_the_shape_of_the_land():
    projected = layer()

    # Two squares of one degree side by side at 51.5 degrees north: 2 * cos(51.5°) wide, 1 high.
    assert projected.height - 16 == pytest.approx((216 - 16) / (2 * 0.6225), abs=0.1)
    assert projected.outlines["B"].box == pytest.approx((108, 8, 208, projected.height - 8), abs=0.1)


def test_a_callout_points_at_its_area():
    root = ET.fromstring(two_areas(callout=Callout("B", ("Amt B", "nicht belegt"))).svg)

    end = root.find(f".//{SVG}circle")
    assert (float(end.get("cx")), float(end.get("cy"))) == pytest.approx(layer().outlines["B"].label_at, abs=0.1)


def test_a_year_lists_its_events_by_date_with_their_kind():
    figure = a_year(
        YearEvent(date(2026, 11, 10), "10.11.2026", "Konferenz", "bodies", "/k"),
        YearEvent(date(2026, 10, 15), "15.10.2026", "Stichtag", "figures"),
        today=date(2027, 2, 4),
        today_word="heute",
    )

    assert figure.table.rows == (
        ("15.10.2026", "Stichtag", "Zahlen"),
        ("10.11.2026", Link("Konferenz", "/k"), "Gremien"),
    )
    assert [(entry.text, entry.count) for entry in figure.legend] == [("Gremien", 1), ("Zahlen", 1)]
    assert set(words(figure.svg)) == {*MONTHS, "Konferenz", "Stichtag", "heute"}


def test_labels_that_would_collide_stand_in_different_lanes():
    events = [YearEvent(date(2026, 9, day), "", "Eine lange Bezeichnung", "bodies") for day in (1, 2, 3)]

    root = ET.fromstring(a_year(*events).svg)

    heights = [text.get("y") for text in root.iter(f"{SVG}text") if text.text == "Eine lange Bezeichnung"]
    assert len(set(heights)) == 3


def test_a_label_at_the_end_of_the_year_stays_inside_the_picture():
    root = ET.fromstring(a_year(YearEvent(date(2027, 7, 31), "", "Eine lange Bezeichnung", "bodies")).svg)

    anchors = [text.get("text-anchor") for text in root.iter(f"{SVG}text") if text.text == "Eine lange Bezeichnung"]
    assert anchors == ["end"]


@pytest.mark.parametrize("options", [{"begins": date(2026, 8, 2)}, {"month_names": MONTHS[:11]}])
def test_a_year_has_twelve_months_and_begins_on_the_first(options):
    with pytest.raises(ValueError, match="twelve months"):
        a_year(**options)


def test_an_event_outside_of_the_year_is_refused():
    with pytest.raises(ValueError, match="does not lie in the year"):
        a_year(YearEvent(date(2027, 8, 1), "", "Zu spät", "bodies"))


def test_a_span_is_hatched_where_it_is_only_possible():
    figure = spans(SpanRow("M", (Span(date(2009, 1, 1), None, date(2010, 1, 1), date(2011, 1, 1), "ab 2009"),), "/m"))

    assert classes(figure.svg, "rect")[1:] == [
        "bn-chart-span bn-chart-span--possible",
        "bn-chart-span bn-chart-span--certain",
    ]
    assert figure.table == Table(("Netz", "Zeit"), ((Link("M", "/m"), "ab 2009"),))


def test_a_span_outside_of_the_years_shown_is_only_in_the_table():
    figure = spans(SpanRow("M", (Span(date(2020, 1, 1), None, date(2020, 1, 1), None, "seit 2020"),)))

    assert (len(classes(figure.svg, "rect")), figure.table.rows) == (1, (("M", "seit 2020"),))


def test_a_link_in_a_table_is_escaped():
    assert Link("A & <B>", "/?a=1&b='2'").__html__() == (
        '<a class="kern-link" href="/?a=1&amp;b=&#x27;2&#x27;">A &amp; &lt;B&gt;</a>'
    )


def test_a_table_refuses_a_row_that_does_not_fit():
    with pytest.raises(ValueError, match="does not fit"):
        Table(("a", "b"), (("1",),))
