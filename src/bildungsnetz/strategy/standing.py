"""How a measure stands as look and words of a tag; what is stale is never green."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bildungsnetz.strategy.selectors.measures import MeasureRow


def standing_tag(row: MeasureRow) -> tuple[str, str]:
    """Return look and words of the tag of a measure."""
    match row.standing:
        case "CLOSED":
            return ("done" if row.measure.outcome != "DROPPED" else "neutral"), row.measure.get_outcome_display()
        case "STALE":
            return "unknown", _("report missing for %(days)s days") % {"days": row.silent_days}
        case "PROPOSED":
            return "running", pgettext("measure", "proposed")
        case "ON_TRACK":
            return "done", pgettext("measure", "on track")
        case "DELAYED":
            return "needs", pgettext("measure", "delayed")
        case "BLOCKED":
            return "blocked", pgettext("measure", "cannot go on")
    return "unknown", pgettext("measure", "no report yet")
