"""The results of the self-evaluations over the years as one picture with its table."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from bildungsnetz import charts
from bildungsnetz.charts import Figure, Line
from bildungsnetz.governance.evaluating import Result
from bildungsnetz.governance.models import Evaluation


def written(mean: float | None) -> str:
    """Word a mean."""
    return _("too few answers") if mean is None else str(number_format(mean, 1))


def results_over_years(evaluations: Sequence[tuple[Evaluation, Sequence[Result]]]) -> Figure | None:
    """Draw one small line per criterion over the years, in the order of the newest survey; None without any result.

    ``evaluations``: closed ones, the oldest first. A criterion is the same if its words are.
    """
    if not any(one.mean is not None for _evaluation, results in evaluations for one in results):
        return None
    order = dict.fromkeys(one.text for _evaluation, results in reversed(evaluations) for one in results)
    means = {(evaluation.year, one.text): one.mean for evaluation, results in evaluations for one in results}
    years = [evaluation.year for evaluation, _results in evaluations]
    lines = [
        Line(
            Result(text, None).name,
            tuple(means.get((year, text)) for year in years),
            tuple(written(means[year, text]) if (year, text) in means else "–" for year in years),
            is_own=True,
        )
        for text in order
    ]
    evaluation, results = evaluations[-1]
    shown = [one for one in results if one.mean is not None]
    finding = _("%(year)s: %(answered)s of %(invited)s answered.") % {
        "year": evaluation.year, "answered": evaluation.answered, "invited": evaluation.invited,
    }  # fmt: skip
    best = max(shown, key=lambda one: one.mean or 0, default=None)
    least = min(shown, key=lambda one: one.mean or 0, default=None)
    if best and least and written(best.mean) != written(least.mean):
        finding += " " + _("Most holds “%(best)s” (%(high)s), least “%(least)s” (%(low)s), of at most 4.") % {
            "best": best.name, "high": written(best.mean), "least": least.name, "low": written(least.mean),
        }  # fmt: skip
    return charts.small_multiples(
        lines, periods=[str(year) for year in years], key="selbstbewertung", title=_("Mean per criterion"),
        finding=finding, subject_word=_("Criterion"), write=lambda value: number_format(value, 0),
    )  # fmt: skip
