"""What stands in the way of a release or edition, and how its protection ended, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bildungsnetz.monitoring.models import Release
from bildungsnetz.monitoring.models.releases import LEFT_OUT
from bildungsnetz.monitoring.services import release_errors as errors
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.networks.services.errors import NotPutUp as NotUp
from bildungsnetz.networks.wording import worded

# So many left out observations are named; of the rest only the number.
MOST_NAMED = 10

SENTENCES: Mapping[type[NotPossible], object] = {
    errors.NotADraft: gettext_lazy("Only a draft can be changed. Take it back first; what is public stays as it is."),
    errors.JobRunning: gettext_lazy("The figures are being protected at this moment. Please wait until that is done."),
    errors.NotProtected: gettext_lazy(
        "Not protected together with everything published by now. Please protect the release (again)."
    ),
    errors.NotYet: gettext_lazy("Please announce an hour of publication that has not passed yet."),
    errors.NothingToRelease: gettext_lazy("There is nothing in it yet. Please add released figures or text first."),
    errors.ChangedMeanwhile: gettext_lazy(
        "Somebody else has saved a newer text. Both texts are kept below; choose what shall stand."
    ),
    NotUp: gettext_lazy("This is not up for consent any more. Please open the page again."),
}


def said(problem: NotPossible, *, network: Network) -> str:
    """Say what happened and what to do."""
    if isinstance(problem, errors.UnreadableRows):
        named = {"line": problem.line, "column": problem.column, "found": problem.found}
        return _("Line %(line)s, column “%(column)s”: “%(found)s” does not fit. Nothing was taken over.") % named
    if type(problem) in SENTENCES:
        return str(SENTENCES[type(problem)])
    return worded(problem, network=network)


def protection_sentences(release: Release) -> list[str]:
    """Say what the protection found; the counts are for the office and both sides, never for the public."""
    if release.trouble == "EARLIER_CHANGED":
        return [_("Held back: another release was published after the protection. Take it back and protect it again.")]
    if release.trouble:
        return [_("The protection stopped without a result. Nothing is published. Please start it again.")]
    found = release.findings
    if not found:
        return []
    if found["problems"]:
        return [_problem(problem) for problem in found["problems"]]
    hidden = ngettext("%(count)d value protected", "%(count)d values protected", found["hidden"]) % {
        "count": found["hidden"]
    }
    if not found["hidden"]:
        return [_("No value had to be protected. Attack test: 0 computable.")]
    sentence = _("%(hidden)s: %(small)d too small, %(others)d so that those cannot be computed.")
    counted = {"hidden": hidden, "small": found["small"], "others": found["others"]}
    proof = _("Attack test: 0 computable.")
    return [f"{sentence % counted} {proof}"]


def left_out_sentences(release: Release, names: Mapping[str, str]) -> list[str]:
    """Say per table which observations it could not take over; ``names``: place -> its name."""
    found = []
    for table in release.tables.select_related("office_input").order_by("position"):
        cells = table.office_input.audit.get(LEFT_OUT, [])
        if not cells:
            continue
        named = [" ".join(filter(None, (names.get(place, place), *rest))) for place, *rest in cells[:MOST_NAMED]]
        if len(cells) > MOST_NAMED:
            named.append("…")
        sentence = ngettext(
            "“%(table)s”: %(count)d observation was left out (%(cells)s), because a table of own counts holds counts "
            "of towns only. Sums are made of the others: please add what is missing, or say so in the text.",
            "“%(table)s”: %(count)d observations were left out (%(cells)s), because a table of own counts holds counts "
            "of towns only. Sums are made of the others: please add what is missing, or say so in the text.",
            len(cells),
        )
        found.append(sentence % {"table": table.title, "count": len(cells), "cells": ", ".join(named)})
    return found


def _problem(problem: Mapping[str, Any]) -> str:
    count, table = len(problem["cells"]), problem["table"]
    if problem["code"] == "NOT_ROUNDED":
        return ngettext(
            "Not publishable: %(count)d count in “%(table)s” is too small and not rounded by its source. "
            "Enter the table as own counts.",
            "Not publishable: %(count)d counts in “%(table)s” are too small and not rounded by their source. "
            "Enter the table as own counts.",
            count,
        ) % {"count": count, "table": table}
    if problem["code"] == "EARLIER" and not count:
        return _(
            "Not publishable: “%(table)s” contradicts release %(names)s. "
            "A correction must name the release it corrects."
        ) % {"table": table, "names": ", ".join(problem["releases"])}
    if problem["code"] == "EARLIER":
        return ngettext(
            "Not publishable: %(count)d value would be computable with release %(names)s. "
            "Leave the table out, or show fewer places or groups.",
            "Not publishable: %(count)d values would be computable with release %(names)s. "
            "Leave the table out, or show fewer places or groups.",
            count,
        ) % {"count": count, "names": ", ".join(problem["releases"])}
    return ngettext(
        "Not publishable: %(count)d value in “%(table)s” cannot be protected. Show fewer places or groups.",
        "Not publishable: %(count)d values in “%(table)s” cannot be protected. Show fewer places or groups.",
        count,
    ) % {"count": count, "table": table}
