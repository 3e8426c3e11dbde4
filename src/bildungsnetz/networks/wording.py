"""What stands in the way, in the reader's language."""

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.networks.models import Network, Side, VersionStatus
from bildungsnetz.networks.selectors.people import mandates_for
from bildungsnetz.networks.services import errors
from bildungsnetz.networks.services.people import NotYourSide

MISSING = {
    "effective_from": gettext_lazy("the day from which it shall be in force"),
    "effective_from_later": gettext_lazy("a first day after that of the version in force"),
    "clauses": gettext_lazy("at least one clause"),
    "clause_text": gettext_lazy("the wording of every clause"),
    "fields": gettext_lazy("at least one field of action"),
}


SIMPLE: dict[type[errors.NotPossible], object] = {
    errors.AlreadyConsented: gettext_lazy("Your side has already consented."),
    errors.NoConsentToWithdraw: gettext_lazy(
        "There is no consent to take back. Once in force, only notice or a new version helps."
    ),
    errors.ReasonMissing: gettext_lazy("Please give a reason. The other side will read it."),
    errors.NotChangeable: gettext_lazy("This version can no longer be changed. Please make a new version."),
    errors.BadPeriod: gettext_lazy(
        "The end must lie after the beginning, and periods of the same kind must not overlap."
    ),
    errors.MoreThanPromised: gettext_lazy("More would be filled than is promised. Please check the shares and days."),
    NotYourSide: gettext_lazy("Each side names its own speakers, and nobody entitles himself or herself."),
}


def register_words(words: dict[type[errors.NotPossible], object]) -> None:
    """Let an upper room word its own problems; ``form_page`` says them like those of this room."""
    SIMPLE.update(words)


def worded(problem: errors.NotPossible, *, network: Network) -> str:
    """Say what happened and what to do, in one or two sentences."""
    match problem:
        case errors.NoMandate():
            return _no_mandate(problem, network)
        case errors.TextChanged():
            return _text_changed(problem)
        case errors.NotPutUp(status=VersionStatus.AGREED | VersionStatus.IN_FORCE):
            return _("The other side has just consented. The contract is agreed.")
        case errors.NotPutUp():
            return _("This version is not up for consent.")
        case errors.Incomplete(missing=missing):
            listed = ", ".join(str(MISSING[code]) for code in missing)
            return _("This is still missing: %(missing)s. Your input is saved.") % {"missing": listed}
        case errors.OpenVersionExists(number=number):
            sentence = _("Version %(number)s is still being worked on. Please finish or delete it first.")
            return sentence % {"number": number}
    return str(SIMPLE[type(problem)])


def _text_changed(problem: errors.TextChanged) -> str:
    if problem.at is None:
        return _("The text has changed since you opened it. Please read it again.")
    sentence = _("The text was changed at %(time)s. Please read the new version before you consent.")
    return sentence % {"time": time_format(timezone.localtime(problem.at), "H:i")}


def _no_mandate(problem: errors.NoMandate, network: Network) -> str:
    able = mandates_for(network=network, side=Side(problem.side), scope=problem.scope, on=timezone.localdate())
    names = ", ".join(str(mandate.person) for mandate in able)
    if names:
        return _("You have no mandate for this side today. Able to consent at the moment: %(names)s.") % {
            "names": names
        }
    return _("Nobody may consent for this side at the moment. Please enter a mandate first.")
