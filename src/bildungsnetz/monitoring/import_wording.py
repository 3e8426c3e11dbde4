"""The sentences for what is remarkable in files with figures."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "thousands_separator": _(
        "“%(found)s” has separators of thousands. In this file it must read %(expected)s; a point could also mean a "
        "fraction, so nothing is guessed."
    ),
    "decimal_comma": _("“%(found)s” has a decimal comma; in this file it must read %(expected)s."),
    "not_a_number": _("“%(found)s” is neither a number nor one of the signs - . x ... /"),
    "footnote_as_data": _("“%(found)s” stands among the rows but is no row, probably a footnote. It was left out."),
    "unknown_official_table": _("Table %(found)s of the Regionaldatenbank is not known here. Known are: %(expected)s."),
    "other_table_width": _(
        "The file calls itself table %(number)s but has %(found)s columns instead of %(expected)s. "
        "Probably it is another table under this name."
    ),
    "other_table_column": _(
        "The file calls itself table %(number)s, but the column is called “%(found)s” instead of “%(expected)s”. "
        "Probably columns are swapped or it is another table under this name."
    ),
    "year_after_making": _(
        "The file has figures of %(found)s but was made earlier (%(expected)s). Probably the year is wrong."
    ),
    "columns_swapped": _("%(found)s rows contradict themselves. Probably columns are swapped; nothing was applied."),
    "part_exceeds_whole": _("%(found)s is more than the whole it is a part of: %(expected)s."),
    "place_key": _("“%(found)s” is not the key of a place; expected is something like %(expected)s."),
    "region_of_2008": _(
        "The region with the key %(found)s has not existed for this period any more; today it belongs to %(expected)s."
    ),
    "unknown_place": _("There is no place with the key %(found)s in North Rhine-Westphalia."),
    "name_of_other_place": _("Beside this key stands “%(found)s”, but it is the key of %(expected)s."),
    "dissolved_and_empty": _("%(found)s does not exist any more; its row is empty and was left out."),
    "regions_missing": _("%(found)s regions have no row for %(year)s: %(names)s."),
    "parts_do_not_sum": _("The parts make %(found)s, the total is %(expected)s: more than rounding explains."),
    "parts_differ_by_rounding": _(
        "In %(rows)s of %(of)s rows of regions the parts do not make the total (%(year)s): each number is rounded to 5 "
        "by itself. Nothing was changed."
    ),
    "regions_differ_by_rounding": _(
        "Sum of the regions %(sum)s, state %(state)s (%(year)s): rounding to 5. Both stay as they are."
    ),
    "regions_do_not_sum": _(
        "Sum of the regions %(sum)s, state %(state)s (%(year)s): more than rounding explains. Both stay as they are."
    ),
    "subset_not_added": _("“%(found)s” is a part of another column and is not added."),
    "signs": _("Cells with a sign instead of a number: %(found)s. Only “-” means exactly zero."),
    "schools_without_level": _("%(found)s schools have no level of the social index; no level is not level nought."),
    "social_index_level": _("“%(found)s” is not a level of the social index; expected: %(expected)s."),
    "dash_is_no_figure": _("In this list a dash means that there is no figure: %(found)s times."),
    "rows_elsewhere": _("%(found)s rows are of other states and were left out."),
    "unknown_indicator": _("There is no indicator “%(found)s”. Please define it first."),
    "period": _("“%(found)s” is not a period; expected: %(expected)s."),
    "period_in_future": _("%(found)s lies after the reference date (%(expected)s). Probably the year is wrong."),
    "grouping": _("“%(found)s”: grouping and group belong together; known groupings: %(expected)s."),
    "origin": _("“%(found)s” is not an origin; known are: %(expected)s."),
    "rounded_to_what": _("A rounded value needs to say to what it is rounded, for example %(expected)s."),
    "status": _("“%(found)s” is not a status; known are: %(expected)s."),
    "value_missing": _("The value is missing; expected: %(expected)s."),
    "share_above_one": _("“%(found)s” is more than one; a share lies between 0 and 1."),
    "percent_for_shares": _(
        "“%(found)s” stands where a share between 0 and 1 belongs. Probably the column is in per cent. "
        "Because 0.8 could then mean 0.8 per cent, the whole file is refused."
    ),
    "status_beside_value": _("Status and value contradict each other: “%(found)s”."),
    "rate_beside_counts": _("The value is %(found)s, but numerator and denominator make %(expected)s."),
    "figure_twice": _(
        "This figure is there several times: %(found)s. Which one holds cannot be known; none was taken."
    ),
    "several_sheets": _("Several sheets have figures: %(found)s. Please choose one."),
    "columns_unnamed": _("Nobody has said yet what the columns of this file mean."),
    "jump": _(
        "%(indicator)s: %(found)s in %(period)s, %(expected)s in %(earlier)s. Please check whether this jump is right."
    ),
    "same_as_other_period": _(
        "%(indicator)s: all %(found)s figures of %(period)s equal those stored for %(other)s. "
        "Probably the year is wrong."
    ),
}
