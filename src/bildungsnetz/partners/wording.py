"""The sentences for what is remarkable in lists of schools and of partners."""

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

PARTNER_SENTENCES: Mapping[str, str | Promise] = {
    "partner_needs_network": _("A list of partners belongs to a network. Please choose it as the area."),
    "partner_columns_unknown": _(
        "Nobody has said yet what the columns of this list mean. Please begin under Partners, “Read in a list”."
    ),
    "partner_name_missing": _("The row names no institution."),
    "cell_merged": _(
        "The cells %(found)s are merged, so it is not certain which row they belong to. "
        "Please separate them in the spreadsheet and fill in every row."
    ),
    "partner_is_school": _("“%(found)s”: schools come from the state's list and are read in there."),
    "partner_kind_unknown": _("The kind “%(found)s” is not known; the kind chosen for the whole list is used."),
    "partner_side_unknown": _("The side “%(found)s” is not known; expected is Land, municipal or third party."),
    "partner_town_unknown": _("There is no town “%(found)s” in North Rhine-Westphalia; the town was left out."),
    "partner_email_malformed": _("“%(found)s” is not an e-mail address and was left out."),
    "partner_web_malformed": _("“%(found)s” is not a web address and was left out."),
    "partner_person_nameless": _("“%(found)s” belongs to a contact person without a name and was left out."),
    "partner_id_unknown": _("There is no entry with the number %(found)s; the row is compared by name."),
    "partner_row_differs": _("“%(found)s” differs from line %(first)s about the same institution; that one is used."),
    "partner_like_row": _("Looks like the row in line %(found)s. Both are entered."),
    "partner_like_known": _("Looks like “%(found)s”. It is entered; you can merge both under “Doubles”."),
    "partner_like_left_out": _("Looks like “%(found)s” and is left out. If it is the same, please give it that name."),
    "partner_ended": _("This partner exists no longer since %(found)s; the row is left out."),
    "partner_entry_newer": _("The entry was confirmed on %(found)s, after the date of this list; it stays as it is."),
}
