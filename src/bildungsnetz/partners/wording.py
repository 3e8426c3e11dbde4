"""The sentences for what is remarkable in school lists."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "leading_zero_missing": _(
        "“%(found)s” has %(digits)s digits, %(expected)s are expected. Probably the leading zero is missing."
    ),
    "number_malformed": _("“%(found)s” is not a school number; %(expected)s digits are expected."),
    "number_twice": _("The school number %(found)s already stands in line %(first)s."),
    "town_malformed": _("“%(found)s” is not a municipality key; %(expected)s digits are expected."),
    "town_unknown": _("There is no municipality with the key “%(found)s” in North Rhine-Westphalia."),
    "name_missing": _("The school has no name."),
    "postcode_malformed": _("“%(found)s” is not a postcode; %(expected)s digits are expected."),
    "type_missing": _("The school type is missing."),
    "type_unknown": _("The school type “%(found)s” is in no list of codes. It was taken over as it stands."),
    "type_of_no_school": _("The code “%(found)s” is not a school type. The row is kept, but not listed as a school."),
    "legal_form_unknown": _("The legal form “%(found)s” is not known; expected: %(expected)s."),
    "operating_code_unknown": _("The operating code “%(found)s” is in no list of codes."),
    "not_a_day": _("“%(found)s” is not a day."),
    "not_a_count": _("“%(found)s” is not a number of pupils."),
    "social_index_malformed": _("“%(found)s” is not a level of the social index; expected: %(expected)s or nothing."),
    "too_long": _("The text is too long (%(expected)s characters) and was cut."),
    "point_missing": _("There are no coordinates."),
    "not_a_point": _("“%(found)s” are not coordinates."),
    "epsg_missing": _("The reference system is given as “%(found)s”; the numbers were read as %(expected)s."),
    "epsg_unknown": _(
        "The reference system “%(found)s” is not known, %(expected)s is expected. The point was left out."
    ),
    "point_outside_state": _("The point %(found)s lies outside of North Rhine-Westphalia; the key names %(expected)s."),
    "point_in_other_town": _("The point lies in %(found)s; the key names %(expected)s."),
    "school_vanished": _("No longer listed; last listed on %(found)s. The school is marked, not deleted."),
    "school_already_missing": _(
        "A newer list of %(found)s does not name this school. It is marked as no longer listed."
    ),
    "school_back": _("Was no longer listed and is listed again."),
    "newer_edition_known": _(
        "This list holds for %(found)s. A newer one of %(expected)s is known; where both speak, the newer one stays."
    ),
    "list_incomplete": _(
        "The list names %(found)s of %(expected)s known schools of its regions. Probably it is incomplete."
    ),
}
