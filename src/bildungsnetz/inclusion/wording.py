"""The sentences for what is remarkable in lists of supply and counts, and for what stands in the way."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bildungsnetz.inclusion.services import errors
from bildungsnetz.networks.services.errors import NotPossible

SENTENCES: Mapping[str, str | Promise] = {
    "supply_list_undated": _(
        "The list says no day; it was published about 2017. Please check the reference date before you apply it."
    ),
    "supply_number_twice": _(
        "The school number %(found)s also stands in entry %(first)s, and both say something else about support. "
        "Neither is taken; please clarify which one is right."
    ),
    "supply_number_doubled": _(
        "The school number %(found)s stands in the list several times with different content. It was left out."
    ),
    "supply_number_twice_same": _(
        "The school number %(found)s also stands in entry %(first)s and says the same about support; "
        "the first is taken."
    ),
    "supply_town_unknown": _("There is no town “%(found)s” in North Rhine-Westphalia; the school was left out."),
    "supply_town_ambiguous": _("“%(found)s” can mean several towns: %(expected)s. The row was left out."),
    "school_in_two_towns": _(
        "The list has this school in %(found)s, the school directory in %(expected)s. Please clarify; "
        "the town of the list is taken."
    ),
    "focus_unknown": _("“%(found)s” is no support focus we know; it was left out."),
    "focus_none_of_seven": _("“%(found)s” is none of the seven support focuses and was left out."),
    "several_focuses": _("Several focuses stand in one cell and were separated: %(expected)s."),
    "focus_not_stated": _("Joint learning without a stated focus: the focus remains open until you enter it."),
    "goal_not_stated": _("Joint learning without a stated goal (that of all or one of its own)."),
    "column_too_many": _(
        "The list has columns that do not belong to counts (column %(found)s). Lists of single persons are not "
        "accepted here and are not kept. Expected are only: %(expected)s."
    ),
    "words_in_count": _(
        "Here stand words that mean no town, focus, school type or number. So that no name is kept by mistake, the "
        "whole list is refused and not kept; please correct the cell."
    ),
    "counts_need_network": _("A list of counts belongs to a network. Please choose it as the area."),
    "cell_twice": _("“%(found)s” is already counted in line %(first)s."),
    "not_a_school_year": _("“%(found)s” is not a school year; expected is for example %(expected)s."),
    "not_a_grade": _("“%(found)s” is not a grade; expected is %(expected)s."),
    "not_a_number": _("“%(found)s” is not a whole number between %(expected)s."),
    "negative_number": _("“%(found)s” is less than nothing; a number from %(expected)s is expected."),
    "count_town_unknown": _("There is no town “%(found)s” in North Rhine-Westphalia."),
    "count_type_unknown": _("“%(found)s” is no school type; expected is for example %(expected)s."),
    "count_focus_unknown": _("“%(found)s” is none of the seven support focuses; expected is %(expected)s."),
    "focus_code_old": _(
        "The code “%(found)s” ended with the school year %(expected)s. Please name the focus that is meant today."
    ),
    "focus_code_later": _("The code “%(found)s” is in the catalogue from %(expected)s on only."),
    "places_school_unknown": _("There is no school with support with the number %(found)s in this network."),
    "more_than_pupils": _(
        "%(found)s pupils with need would be more than all %(expected)s pupils of this town, grade and school type."
    ),
}
OBSTACLES: Mapping[type[NotPossible], object] = {
    errors.MoreThanPupils: _(
        "That would be more pupils with need than there are pupils in this town, grade and school type."
    ),
    errors.NoCounts: _("There are no counts for this, or too few years of them."),
    errors.NoError: _(
        "This forecast has no back-test yet, so nobody can say how far it is off. It cannot be released. "
        "A third school year of counts is needed."
    ),
    errors.TitleTaken: _("There is a scenario with this title already."),
    errors.InThePast: _("This day is over. Please enter one that is still to come."),
    errors.TownElsewhere: _("This town does not belong to the region of the network."),
}
