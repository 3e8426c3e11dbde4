"""The report as a page for people: one HTML file with pictures, nothing loaded from anywhere, printable."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from bildungsnetz.charts import Figure, RowBar, Table, Words, bar_grid, printed, row_bars
from bildungsnetz.engines.allocation.instance import Language
from bildungsnetz.engines.allocation.phrases import Phrase, spoken_date, spoken_number
from bildungsnetz.engines.allocation.wishing import LAST_POSITION

Data = Mapping[str, Any]

_TITLE = Phrase("Verteilung der Berufsfelderkundung", "Allocation of career-exploration days")
_FILLED = Phrase("{filled} von {needed} Plätzen vergeben", "{filled} of {needed} places given")
_ALL = Phrase("Alle haben ihre Tage.", "Everybody has all days.")
_MISSING = Phrase("{missing} Plätze fehlen.", "{missing} places are missing.")
_BEST_FILL = Phrase("Mehr ist nicht möglich; das ist bewiesen.", "More is impossible; that is proven.")
_BOUND_FILL = Phrase("Mehr als {bound} sind nicht möglich.", "More than {bound} are impossible.")
_CHANGES = Phrase(
    "Gegenüber der früheren Verteilung: {hit} Plätze weggefallen, {changed} Pläne ohne eigenen Ausfall geändert, "
    "{worsened} Personen schlechter gestellt.",
    "Compared with the earlier allocation: {hit} places gone, {changed} plans changed without a loss of their own, "
    "{worsened} people worse off.",
)
_AIMS = Phrase("Ziele in ihrer Reihenfolge", "Aims in their order")
_AIM_COLUMNS = Phrase("Ziel|erreicht|Grenze|bewiesen", "aim|reached|bound|proven")
_YES, _NO, _OPEN = Phrase("ja", "yes"), Phrase("nein", "no"), Phrase("keine Aussage", "no statement")
_NAMES = {
    "A1": Phrase("Plätze vergeben", "Places given"),
    "A2": Phrase("Ohne Platz; es fehlen 5, 4, 3, 2 und mehr", "Without place; 5, 4, 3, 2 and more missing"),
    "A2b": Phrase("Pläne geändert, obwohl nichts wegfiel", "Plans changed although nothing was lost"),
    "A3": Phrase(
        "Kein Wunsch; keiner der ersten fünf; keiner der ersten drei", "No wish; none of the first five; first three"
    ),
    "A4": Phrase("Wunschpunkte", "Wish points"),
    "A5": Phrase("Wege in Metern", "Ways in metres"),
}
_RANKS = Phrase("Welcher Wunsch wurde es?", "Which wish was granted?")
_RANKS_FOUND = Phrase(
    "{wished} von {filled} Plätzen standen auf der Liste.", "{wished} of {filled} places were on the list."
)
_POSITION = Phrase("{at}. Wunsch", "wish {at}")
_LAST_POSITION = Phrase("{at}. Wunsch oder weiter hinten", "wish {at} or later")
_UNWISHED = Phrase("nicht gewünscht", "not wished for")
_COUNT_COLUMNS = Phrase("Wunsch|Plätze", "wish|places")
_BEST = Phrase("Der beste erfüllte Wunsch je Person", "The best granted wish of each person")
_BEST_FOUND = Phrase("{none} ohne einen erfüllten Wunsch.", "{none} without any granted wish.")
_BEST_NONE = Phrase("kein Wunsch erfüllt", "no wish granted")
_BEST_COLUMNS = Phrase("Bester Wunsch|Personen", "best wish|people")
_FIELDS = Phrase("Plätze je Berufsfeld und Tag", "Places by field and date")
_FIELDS_FOUND = Phrase(
    "Gefüllt: vergebene Plätze. Rahmen: vorhandene Plätze.", "Filled: places given. Frame: places there."
)
_FIELD_COLUMNS = Phrase("Berufsfeld|Tag|Plätze|vergeben|gewünscht von", "field|date|places|given|wished by")
_GIVEN, _THERE = Phrase("vergeben", "given"), Phrase("vorhanden", "there")
_SCHOOLS = Phrase("Je Schule", "By school")
_GROUPS = Phrase("Je Gruppe", "By group")
_NO_GROUP = Phrase("ohne Angabe", "not given")
_PART_FOUND = Phrase("Gefüllt: vergebene Plätze. Rahmen: gebrauchte Plätze.", "Filled: given. Frame: needed.")
_PART_COLUMNS = Phrase(
    "Name|Personen|gebraucht|vergeben|davon 1. bis 3. Wunsch|ohne erfüllten Wunsch",
    "name|people|needed|given|of these wish 1 to 3|without granted wish",
)
_NEEDED = Phrase("gebraucht", "needed")
_PROBLEMS = Phrase("Was nicht gehen konnte", "What could not work")
_NO_PROBLEM = Phrase("Nichts gefunden: Für jede Schule reichen die Plätze.", "Nothing found: places suffice.")
_WARNINGS = Phrase("Hinweise zur Eingabe", "Notes on the input")
_WARNING_COUNT = Phrase(
    "{count} Hinweise, mit Datei und Zeile in report.json.", "{count} notes, with file and line in report.json."
)
_TABLE = Phrase("Als Tabelle", "As a table")
_STYLE = """body{font:16px/1.5 "Fira Sans",system-ui,sans-serif;color:#171a2b;background:#fff;max-width:62rem;
margin:0 auto;padding:1.5rem}h1,h2{line-height:1.2;
overflow-wrap:anywhere;hyphens:auto}h1{font-size:clamp(1.5rem,7vw,2rem)}
section{margin:2.5rem 0}table{border-collapse:collapse;font-size:.9rem}
th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #c3c8d4;vertical-align:top}
td{font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto}svg text{font-family:inherit}
.big{font-size:1.4rem;font-weight:600}
.scroll{overflow-x:auto}summary{cursor:pointer;padding:.5rem 0}ul.legend{list-style:none;padding:0}
.legend svg{width:28px;height:20px;vertical-align:middle;margin-right:.5rem}
@media print{details::details-content{content-visibility:visible}}"""


def page_of(report: Data, lang: Language) -> str:
    """Return the page of a report; every picture has its figures as a table below it."""
    title = _TITLE.say(lang)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>",
        *_summary(report, lang),
        *_aims(report, lang),
        *_list(_PROBLEMS, [finding["sentence"] for finding in report["diagnosis"]], lang, empty=_NO_PROBLEM),
        *_figure(_ranks(report, lang), lang),
        *_figure(_best(report, lang), lang),
        *_figure(_fields(report, lang), lang),
        *_figure(_parts(report["schools"], _SCHOOLS, "schools", lang), lang),
        *_figure(_parts(report["groups"], _GROUPS, "groups", lang), lang),
        *_list(_WARNINGS, _warned(report, lang), lang),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _summary(report: Data, lang: Language) -> Iterable[str]:
    numbers = {name: spoken_number(report[name], lang) for name in ("filled", "needed")}
    yield f'<p class="big">{escape(_FILLED.say(lang, **numbers))}</p>'
    missing = report["needed"] - report["filled"]
    said = [_MISSING.say(lang, missing=spoken_number(missing, lang)) if missing else _ALL.say(lang)]
    if missing and report["aims"]["A1"]["proven"]:
        said.append(_BEST_FILL.say(lang))
    elif missing and report["bound"] is not None:
        said.append(_BOUND_FILL.say(lang, bound=spoken_number(report["bound"], lang)))
    if "hit" in report:
        said.append(_CHANGES.say(lang, **{name: report[name] for name in ("hit", "changed", "worsened")}))
    yield f"<p>{escape(' '.join(said))}</p>"


def _aims(report: Data, lang: Language) -> Iterable[str]:
    rows = [
        (
            f"{name}: {_NAMES[name].say(lang)}",
            _numbers(aim["value"], lang),
            _numbers(aim["bound"], lang) if aim["bound"] is not None else _OPEN.say(lang),
            (_YES if aim["proven"] else _NO).say(lang),
        )
        for name, aim in report["aims"].items()
    ]
    yield f'<section>\n<h2 id="aims">{escape(_AIMS.say(lang))}</h2>'
    yield _table(Table(tuple(_AIM_COLUMNS.say(lang).split("|")), tuple(rows)), "aims")
    yield "</section>"


def _numbers(value: int | Sequence[int], lang: Language) -> str:
    return ", ".join(spoken_number(one, lang) for one in ([value] if isinstance(value, int) else value))


def _ranks(report: Data, lang: Language) -> Figure:
    wished = report["filled"] - report["unwished"]
    found = _RANKS_FOUND.say(lang, wished=spoken_number(wished, lang), filled=spoken_number(report["filled"], lang))
    # A place nobody wished for stands behind the list in the aims; here it would look like a granted wish.
    rows = [(_place(int(at), lang), count) for at, count in report["granted"].items()]
    rows.append((_UNWISHED.say(lang), report["unwished"]))
    return _histogram("ranks", _RANKS, found, rows, _COUNT_COLUMNS, lang)


def _best(report: Data, lang: Language) -> Figure:
    none = report["best"]["none"]
    rows = [(_BEST_NONE.say(lang) if at == "none" else _place(int(at), lang), n) for at, n in report["best"].items()]
    found = _BEST_FOUND.say(lang, none=spoken_number(none, lang))
    return _histogram("best", _BEST, found, rows, _BEST_COLUMNS, lang)


def _place(at: int, lang: Language) -> str:
    return (_LAST_POSITION if at == LAST_POSITION else _POSITION).say(lang, at=at)


def _histogram(
    key: str, title: Phrase, finding: str, rows: Sequence[tuple[str, int]], columns: Phrase, lang: Language
) -> Figure:
    bars = [RowBar(name, spoken_number(count, lang), count) for name, count in rows]
    table = Table(tuple(columns.say(lang).split("|")), tuple((name, spoken_number(n, lang)) for name, n in rows))
    return row_bars(bars, words=Words(key, title.say(lang), finding), table=table)


def _fields(report: Data, lang: Language) -> Figure:
    cells = {(cell["field"], cell["date"]): cell for cell in report["fields_by_date"]}
    fields, dates = sorted({field for field, _ in cells}), sorted({date for _, date in cells})
    nothing = {"places": 0, "given": 0, "wished": 0}
    grid = [
        [(cells.get((field, date), nothing)["given"], cells.get((field, date), nothing)["places"]) for date in dates]
        for field in fields
    ]
    rows = tuple(
        (field, spoken_date(date, lang), *(spoken_number(cell[name], lang) for name in ("places", "given", "wished")))
        for (field, date), cell in sorted(cells.items())
    )
    words = Words("fields", _FIELDS.say(lang), _FIELDS_FOUND.say(lang), _GIVEN.say(lang), _THERE.say(lang))
    names = (fields, [spoken_date(date, lang) for date in dates])
    return bar_grid(names, grid, words=words, table=Table(tuple(_FIELD_COLUMNS.say(lang).split("|")), rows))


def _parts(parts: Data, title: Phrase, key: str, lang: Language) -> Figure:
    named = [(name or _NO_GROUP.say(lang), part) for name, part in sorted(parts.items())]
    bars = [
        RowBar(name, f"{spoken_number(part['filled'], lang)} / {spoken_number(part['needed'], lang)}",
               part["filled"], part["needed"])
        for name, part in named
    ]  # fmt: skip
    rows = tuple(
        (
            name,
            *(spoken_number(part[key], lang) for key in ("pupils", "needed", "filled")),
            spoken_number(sum(part["granted"][str(at)] for at in (1, 2, 3)), lang),
            spoken_number(part["best"]["none"], lang),
        )
        for name, part in named
    )
    words = Words(key, title.say(lang), _PART_FOUND.say(lang), _GIVEN.say(lang), _NEEDED.say(lang))
    return row_bars(bars, words=words, table=Table(tuple(_PART_COLUMNS.say(lang).split("|")), rows))


def _figure(figure: Figure, lang: Language) -> Iterable[str]:
    yield f"<section>\n<h2>{escape(figure.title)}</h2>\n<p>{escape(figure.finding)}</p>"
    yield printed(figure.svg).decode()
    if figure.legend:
        entries = "".join(f"<li>{printed(e.swatch).decode()}{escape(e.text)}</li>" for e in figure.legend)
        yield f'<ul class="legend">{entries}</ul>'
    table = _table(figure.table, figure.title)
    yield f"<details><summary>{escape(_TABLE.say(lang))}</summary>\n{table}\n</details>\n</section>"


def _table(table: Table, label: str) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in rest) + "</tr>"
        for first, *rest in table.rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _warned(report: Data, lang: Language) -> list[str]:
    """Count the notes; their lines stand in the report, as the page does not depend on the order of the rows."""
    count = report["warning_count"]
    return [_WARNING_COUNT.say(lang, count=spoken_number(count, lang))] if count else []


def _list(title: Phrase, sentences: Sequence[str], lang: Language, *, empty: Phrase | None = None) -> Iterable[str]:
    if not sentences and empty is None:
        return
    yield f"<section>\n<h2>{escape(title.say(lang))}</h2>"
    if sentences:
        yield "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul>"
    elif empty is not None:
        yield f"<p>{escape(empty.say(lang))}</p>"
    yield "</section>"
