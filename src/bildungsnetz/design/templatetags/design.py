"""The components of the look, as template tags; ``/muster`` shows each of them in every state."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from bildungsnetz.charts import Figure
from bildungsnetz.design.fields import described_field, problems_of

register = template.Library()

TAG_KINDS = ("done", "needs", "running", "blocked", "unknown", "neutral")
SIDES = ("STATE", "MUNICIPAL")


class UnknownKind(ValueError):
    """A component was asked for a kind it does not have."""

    def __init__(self, kind: object, known: Sequence[str]) -> None:
        super().__init__(f"{kind!r} is not one of {', '.join(known)}")


def _known(kind: str, known: Sequence[str]) -> str:
    if kind not in known:
        raise UnknownKind(kind, known)
    return kind


@register.inclusion_tag("design/_tag.html")
def tag(kind: str, text: str) -> dict[str, str]:
    """State of a thing as a small label: form and word, colour only in addition."""
    return {"kind": _known(kind, TAG_KINDS), "text": text}


@register.inclusion_tag("design/_side_mark.html")
def side_mark(side: str, label: str = "") -> dict[str, str]:
    """Mark of one of the two sides, square or round, with letter and word.

    A label (whose post, whose turn) stands in place of the word, which is then only heard.
    """
    return {"side": _known(side, SIDES), "label": label}


@register.inclusion_tag("design/_empty_state.html")
def empty_state(sentence: str, action_url: str = "", action_text: str = "") -> dict[str, str]:
    """What stands where nothing is yet, and what the reader can do about it."""
    return {"sentence": sentence, "action_url": action_url, "action_text": action_text}


@register.inclusion_tag("design/_pagination.html", takes_context=True)
def pagination(context: Context, page_obj: Page, parameter: str = "seite", label: str = "") -> dict[str, Any]:
    """Links to the pages of a list; all other parameters of the address stay. Two on one page need a label each."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)

    def address(number: int) -> str:
        query[parameter] = str(number)
        return "?" + query.urlencode()

    shown = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {
        "page_obj": page_obj,
        "label": label,
        "numbers": [(number, address(number) if isinstance(number, int) else "") for number in shown],
        "previous_address": address(page_obj.previous_page_number()) if page_obj.has_previous() else "",
        "next_address": address(page_obj.next_page_number()) if page_obj.has_next() else "",
    }


@register.inclusion_tag("design/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field of a form with label, hint and error."""
    return described_field(bound)


@register.inclusion_tag("design/_error_summary.html")
def error_summary(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """List of everything that is wrong with a form, each entry a link to its field; nothing if all is well.

    It takes the focus when the page opens; only a page with several forms may turn that off for all but one.
    """
    return {"problems": problems_of(form), "focus": focus}


@register.inclusion_tag("design/_stepper.html")
def stepper(steps: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Stages of a process; each step has label, note and state ("done", "current" or "open")."""
    for step in steps:
        _known(step["state"], ("done", "current", "open"))
    return {"steps": steps}


@register.inclusion_tag("design/_tabs.html")
def tabs(items: Sequence[Any], label: str) -> dict[str, Any]:
    """Views of the same thing as links; an item has label, url, current."""
    return {"items": items, "label": label}


@register.inclusion_tag("design/_progress.html")
def progress(label: str, value: int, total: int) -> dict[str, Any]:
    """How much of a known total is there: words and bar."""
    return {"label": label, "value": value, "total": total}


@register.inclusion_tag("design/_description_list.html")
def description_list(items: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Pairs of term and description."""
    return {"items": items}


@register.inclusion_tag("design/_table.html")
def data_table(table: Any, caption: str = "") -> dict[str, Any]:
    """A table from ``columns`` (texts) and ``rows`` (sequences of cells); the first cell of a row heads it.

    ``table`` is a mapping or an object with these two. A column that holds a figure stands right-aligned.
    """
    columns, rows = (table["columns"], table["rows"]) if isinstance(table, Mapping) else (table.columns, table.rows)
    numeric = [n > 0 and any(is_number(row[n]) for row in rows) for n in range(len(columns))]
    return {
        "caption": caption,
        "columns": list(zip(columns, numeric, strict=True)),
        "rows": [list(zip(row, numeric, strict=True)) for row in rows],
    }


@register.inclusion_tag("design/_figure.html")
def figure(drawn: Figure, source: str = "") -> dict[str, Any]:
    """A picture of ``charts`` with its finding in words, its legend and the table of the same figures."""
    return {**_figure_context(drawn), "source": source}


@register.inclusion_tag("design/_figure.html")
def figure_with_table(svg: str, table: Any, title: str, finding: str, source: str = "") -> dict[str, Any]:
    """A picture from its parts; ``table`` as for ``data_table``.

    ``svg`` is markup drawn by our own charts, which escape what they are given, and goes out as it is.
    """
    return {"svg": _as_drawn(svg), "table": table, "title": title, "finding": finding, "source": source}


def _figure_context(drawn: Figure) -> dict[str, Any]:
    return {
        "svg": _as_drawn(drawn.svg),
        "table": drawn.table,
        "title": drawn.title,
        "finding": drawn.finding,
        "legend": [(_as_drawn(entry.swatch), entry.text, entry.count) for entry in drawn.legend],
    }


def _as_drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  drawn by our own charts, which escape what they are given


@register.inclusion_tag("design/_year_bar.html")
def year_bar(drawn: Figure) -> dict[str, Any]:
    """A year drawn by ``charts.year_bar`` in one compact panel; on a phone the same events as a list."""
    return _figure_context(drawn)


@register.inclusion_tag("design/_filter_bar.html", takes_context=True)
def filter_bar(context: Context, form: BaseForm, label: str = "") -> dict[str, Any]:
    """A form of filters that works by address alone; the way back to everything is part of it."""
    request = context.get("request")
    return {
        "form": form,
        "label": label,
        "address": request.path if request else "",
        "active": form.is_bound and form.has_changed(),
    }


def is_number(cell: object) -> bool:
    """Whether a cell is a figure, which stands right-aligned."""
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, int | float):
        return True
    text = str(cell).strip().replace("\N{NO-BREAK SPACE}", "")
    return text[:1].isdigit() and text.rstrip("%€ ").replace(".", "").replace(",", "").isdecimal()
