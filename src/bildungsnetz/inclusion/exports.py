"""Files handed out: their columns are fixed, so nothing else can stand in them."""

import csv
import io

from django.utils.translation import gettext as _

from bildungsnetz.inclusion.models import Focus
from bildungsnetz.inclusion.models.values import school_year
from bildungsnetz.inclusion.selectors.balance import BalanceTable


def balance_as_csv(found: BalanceTable) -> str:
    """Return the balance as CSV with semicolons; protected numbers are empty and say so in a column of their own."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("School year"), _("Municipality key"), _("Town"), _("Support focus"), _("Places"), _("Need"),
                     _("Status")])  # fmt: skip
    for row in found.rows:
        for cell in row.cells:
            status = _("protected") if cell.need.is_protected else _("value")
            need = "" if cell.need.value is None else cell.need.value
            places = "" if cell.places is None else cell.places
            writer.writerow(
                [school_year(found.year), row.town, row.name, str(Focus(cell.focus).label), places, need, status]
            )
    return "\ufeff" + file.getvalue()
