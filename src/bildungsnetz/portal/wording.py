"""Words for what the register knows: how a region stands on a day, and how exactly a date is known."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bildungsnetz.networks.models import Membership, MembershipStart
from bildungsnetz.networks.models.dated import precise
from bildungsnetz.networks.selectors.register import RegionStanding
from bildungsnetz.periods import PreciseDate, Precision

TAG_KINDS = {
    RegionStanding.MEMBER: "done",
    RegionStanding.SINCE_THIS_DAY: "done",
    RegionStanding.POSSIBLE: "unknown",
    RegionStanding.NOT_YET: "neutral",
    RegionStanding.NO_LONGER: "neutral",
    RegionStanding.NONE: "neutral",
}


def standing_word(standing: RegionStanding) -> str:
    """Say in a word or two how a region stands."""
    return {
        RegionStanding.MEMBER: pgettext("member on that day", "yes"),
        RegionStanding.SINCE_THIS_DAY: _("yes, since this day"),
        RegionStanding.POSSIBLE: _("not documented"),
        RegionStanding.NOT_YET: _("not yet"),
        RegionStanding.NO_LONGER: _("no longer"),
        RegionStanding.NONE: _("no contract known"),
    }[standing]


def membership_word(standing: RegionStanding) -> str:
    """Say in a word or two, without naming a day, whether a network is known to exist."""
    if standing in (RegionStanding.MEMBER, RegionStanding.SINCE_THIS_DAY):
        return _("membership documented")
    return standing_word(standing)


def short_day(day: date) -> str:
    """Write a day in figures: 19.11.2013."""
    return date_format(day, "d.m.Y")


def long_day(day: date) -> str:
    """Write a day in words: 19. November 2013."""
    return date_format(day, "DATE_FORMAT")


def precise_words(known: PreciseDate) -> str:
    """Write a date as exactly as it is known, never more exactly."""
    if known.on is None:
        return _("date not documented")
    if known.precision is Precision.MONTH:
        return date_format(known.on, "F Y")
    if known.precision is Precision.YEAR:
        return str(known.on.year)
    if known.precision is Precision.NOT_LATER_THAN:
        return _("by %(day)s") % {"day": short_day(known.on)}
    return short_day(known.on)


def membership_words(membership: Membership) -> str:
    """Say when a membership began and, if so, ended."""
    began = precise_words(membership.period.began)
    if membership.start == MembershipStart.RESUMED:
        began = _("resumed: %(date)s") % {"date": began}
    ended = precise(membership.ended_on, membership.ended_precision)
    if ended is None:
        return began
    return _("%(began)s, ended: %(ended)s") % {"began": began, "ended": precise_words(ended)}
