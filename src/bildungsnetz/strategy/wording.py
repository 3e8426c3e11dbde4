"""What stands in the way and what is missing, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.networks import wording as networks_wording
from bildungsnetz.networks.models import Network, VersionStatus
from bildungsnetz.networks.services.errors import NotPossible, NotPutUp
from bildungsnetz.strategy.services import errors
from bildungsnetz.strategy.services.errors import Gap

GAPS = {
    "chosen": gettext_lazy("Nothing is chosen yet."),
    "reason": gettext_lazy("“%(about)s”: a reason is missing; also what is not chosen needs one."),
    "contract": gettext_lazy("There is no contract in force. A strategy rests on one."),
    "vision": gettext_lazy("The vision is missing."),
    "effective_from": gettext_lazy("The day from which it shall be in force is missing."),
    "effective_from_later": gettext_lazy("It must begin after the version in force began."),
    "guiding": gettext_lazy("There is no guiding goal yet."),
    "upper_goal": gettext_lazy("“%(about)s”: say to which goal it leads."),
    "competence": gettext_lazy("“%(about)s”: no clause of the contract gives the competence."),
    "competence_elsewhere": gettext_lazy(
        "“%(about)s”: by its clause the competence stays with one owner. A joint goal needs a joint competence."
    ),
    "competence_outdated": gettext_lazy("“%(about)s”: the clause stands in a contract that is no longer in force."),
    "due_on": gettext_lazy("“%(about)s”: say by when it is to be reached."),
    "responsible": gettext_lazy("“%(about)s”: name a responsible institution."),
    "measurable": gettext_lazy("“%(about)s”: an indicator with baseline and target is missing."),
    "serves": gettext_lazy("“%(about)s”: say which goal this measure serves."),
    "left": gettext_lazy("“%(about)s” has left. Please name another institution."),
    "sections": gettext_lazy("The report has no section yet."),
}

SIMPLE: dict[type[NotPossible], object] = {
    errors.WrongStep: gettext_lazy(
        "A guiding goal leads to none; an intermediate goal leads to guiding goals; an action goal to goals above it."
    ),
    errors.AlreadyLaidOpen: gettext_lazy("The rating of your side is laid open and stays as it is."),
    errors.ProposalDecided: gettext_lazy("There is no open proposal here any more."),
    errors.AlreadyClosed: gettext_lazy("This measure is closed. What came out stays as it was written."),
    errors.NotClosed: gettext_lazy("Only a closed measure can be opened to others: its outcome is what they look for."),
    errors.NotInForce: gettext_lazy("There is no strategy in force yet."),
    errors.ChangedByOther: gettext_lazy(
        "Somebody saved another text meanwhile. Yours is kept and stands below; nothing is lost."
    ),
}


def gap_sentence(gap: Gap) -> str:
    """Say what is missing."""
    return str(GAPS[gap.code]) % {"about": gap.about}


def said(problem: NotPossible, *, network: Network) -> str:
    """Say what happened and what to do, in one or two sentences."""
    match problem:
        case errors.Unfinished(gaps=gaps):
            return " ".join(gap_sentence(gap) for gap in gaps)
        case errors.Circle(way=way):
            return _("This would wait in a circle: %(way)s. Please take one step out.") % {"way": " → ".join(way)}
        case errors.DataArrived(period=period):
            sentence = _("There are figures for %(period)s already. A forecast is declared before the data arrive.")
            return sentence % {"period": period}
        case errors.ReportExists(year=year):
            return _("There is a report for %(year)s already.") % {"year": year}
        case errors.MoreThanThePost(post=post):
            return _("“%(post)s”: more would be used on some day than the contract promises.") % {"post": post}
        case NotPutUp(status=VersionStatus.AGREED | VersionStatus.IN_FORCE):
            return _("The other side has just consented. It is agreed.")
    if type(problem) in SIMPLE:
        return str(SIMPLE[type(problem)])
    return networks_wording.worded(problem, network=network)
