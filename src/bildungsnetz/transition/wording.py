"""What stands in the way, and what became of a wish, in the reader's language."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bildungsnetz.networks import wording as networks_wording
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.transition.services import errors

SIMPLE: dict[type[NotPossible], object] = {
    errors.SeasonExists: gettext_lazy("There is already a season of this year."),
    errors.SeedFixed: gettext_lazy("The seed of this season was drawn. There is no second one."),
    errors.SeedMissing: gettext_lazy("Please draw the seed first. Its check sum is published before ranking begins."),
    errors.TooLateForSeed: gettext_lazy("Ranking was to begin already. Please move the beginning, then draw the seed."),
    errors.RankingUnderWay: gettext_lazy("Pupils have ranked under these rules. Only the deadlines can be moved now."),
    errors.AlreadyTakesPart: gettext_lazy("This school takes part already."),
    errors.ClassExists: gettext_lazy("There is already a class of this name."),
    errors.OfferGone: gettext_lazy("This offer is no longer there. Your other wishes are kept."),
    errors.NotWaiting: gettext_lazy("This offer has been decided already."),
    errors.ReasonNeeded: gettext_lazy("Please give a reason. It will be read."),
    errors.NoEmail: gettext_lazy("This company has no e-mail address. Please enter one first."),
    errors.OffersClosed: gettext_lazy("The deadline for companies is over."),
    errors.NothingToAllocate: gettext_lazy("There are no codes or no released offers yet."),
    errors.RunUnderWay: gettext_lazy("A run is under way. Please wait for its result."),
    errors.NotProven: gettext_lazy("Only a finished run that the second program confirms can be chosen."),
    errors.AlreadyReleased: gettext_lazy("The result is released. It does not change any more."),
    errors.WishesOpen: gettext_lazy("Pupils can still rank. Please release after their deadline."),
    errors.AlreadyDeleted: gettext_lazy("Codes and wishes of this season are deleted."),
    errors.OfferOver: gettext_lazy("This offer is called off already."),
    errors.PlaceOver: gettext_lazy("This place was given back already."),
    errors.ConsentMissing: gettext_lazy("The season asks for the consent of both sides. It is still missing."),
}


def worded(problem: NotPossible, *, network: Network) -> str:
    """Say what happened and what to do, in one or two sentences."""
    return own_words(problem) or networks_wording.worded(problem, network=network)


def own_words(problem: NotPossible) -> str:
    """Return the words of this room for a problem, empty if it is not one of this room."""
    match problem:
        case errors.WishesClosed(until=None):
            return _("You cannot rank yet.")
        case errors.WishesClosed(until=until):
            local: Any = timezone.localtime(until)
            return _("The deadline was on %(day)s at %(time)s. What you had saved by then counts.") % {
                "day": date_format(local, "SHORT_DATE_FORMAT"),
                "time": time_format(local, "H:i"),
            }
        case errors.SeasonRuns(until=last):
            return _("The season runs until %(day)s. Codes and wishes are deleted after that.") % {
                "day": date_format(last, "SHORT_DATE_FORMAT")
            }
        case errors.ListFull(most=most):
            return _("Your list is full: %(most)s wishes. Please remove one first.") % {"most": most}
    return str(SIMPLE.get(type(problem), ""))


# Kind and word of the tag beside a wish.
OUTCOMES: dict[str, tuple[str, object]] = {
    "granted": ("done", pgettext_lazy("wish", "granted")),
    "full": ("neutral", pgettext_lazy("wish", "full")),
    "same_day": ("neutral", pgettext_lazy("wish", "not needed")),
    "same_field": ("neutral", pgettext_lazy("wish", "not needed")),
    "days_reached": ("neutral", pgettext_lazy("wish", "not needed")),
    "not_eligible": ("neutral", pgettext_lazy("wish", "not possible")),
    "no_offer": ("neutral", pgettext_lazy("wish", "not possible")),
    "school_limit": ("neutral", pgettext_lazy("wish", "full")),
    "cancelled_group": ("neutral", pgettext_lazy("wish", "not possible")),
    "cancelled": ("neutral", pgettext_lazy("wish", "called off")),
}


def outcome_tag(outcome: str) -> tuple[str, str]:
    """Return kind and word of the tag of an outcome."""
    kind, word = OUTCOMES[outcome]
    return kind, str(word)


# What is deleted at the end of a season, in the order of the proof.
KINDS: dict[str, object] = {
    "codes": gettext_lazy("Codes"),
    "wishes": gettext_lazy("Wishes"),
    "places": gettext_lazy("Places of pupils"),
    "explanations": gettext_lazy("Reasons for wishes"),
    "files": gettext_lazy("Files with references of pupils"),
    "coordinators": gettext_lazy("Coordinators at schools"),
    "contacts": gettext_lazy("Contacts of companies"),
}
