"""The column assistant: finds the header of an unknown list, proposes what each column says, and shows examples."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.intake.importers import importers, recognising
from bildungsnetz.intake.reading import FileRefused, Table, read_table
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.list_importer import PartnerListImporter
from bildungsnetz.partners.lists.columns import Layout, guessed, looks_like_header
from bildungsnetz.partners.lists.rows import samples_of
from bildungsnetz.partners.selectors import layout_of_header, remembered_columns

# What a form sends for a column that is left out; an empty text would mean that nobody has decided.
LEFT_OUT = "-"
FIELD_CHOICES = [
    (LEFT_OUT, gettext_lazy("leave out")),
    ("name", gettext_lazy("Name of the institution")),
    ("short_name", gettext_lazy("Short name")),
    ("kind", gettext_lazy("Kind")),
    ("further_kinds", gettext_lazy("Also is")),
    ("side", gettext_lazy("Side")),
    ("town", gettext_lazy("Town (name or key)")),
    ("competence", gettext_lazy("Competence")),
    ("street", gettext_lazy("Street")),
    ("postcode", gettext_lazy("Postcode")),
    ("place", gettext_lazy("Place")),
    ("postcode_place", gettext_lazy("Postcode and place in one cell")),
    ("phone", gettext_lazy("Telephone of the institution")),
    ("email", gettext_lazy("E-mail address of the institution")),
    ("web", gettext_lazy("Website")),
    ("person_name", gettext_lazy("Contact person")),
    ("person_first", gettext_lazy("First name of the contact person")),
    ("person_last", gettext_lazy("Last name of the contact person")),
    ("person_title", gettext_lazy("Function of the contact person")),
    ("person_email", gettext_lazy("E-mail address of the contact person")),
    ("person_phone", gettext_lazy("Telephone of the contact person")),
    ("id", gettext_lazy("Number of the entry here")),
]


class OtherKindOfList(Exception):
    """The file is a list another importer reads; ``title`` names its kind."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


@dataclass(frozen=True)
class Column:
    """One column as the assistant shows it: its name, its first cells."""

    name: str
    examples: Sequence[str]


@dataclass(frozen=True)
class Proposal:
    """What the assistant proposes; ``is_remembered`` if such a list was assigned before."""

    table: Table
    columns: Sequence[Column]
    layout: Layout
    is_remembered: bool


def propose(network: Network, *, name: str, content: bytes) -> Proposal:
    """Find the header of a file and propose what its columns say.

    Raises: FileRefused with all reasons; OtherKindOfList if another importer knows the file.
    """
    table = _table(name, content)
    own = PartnerListImporter.kind
    other = recognising(table.header, among=[one for one in importers() if one.kind != own])
    if other is not None:
        raise OtherKindOfList(other.title)
    samples = samples_of(table.rows)
    layout = layout_of_header(network, table.header)
    proposed = layout or Layout(guessed(table.header, samples, remembered=remembered_columns(network)))
    columns = [
        Column(title or _("Column %(number)s (without a name)") % {"number": index + 1}, _examples(samples, index))
        for index, title in enumerate(table.header)
    ]
    return Proposal(table, columns, proposed, layout is not None)


def _table(name: str, content: bytes) -> Table:
    """Read the table below the first line that looks like a header, else below the first with two words or more."""
    for recognise in (
        lambda header: recognising(header, among=importers()) is not None,
        looks_like_header,
        lambda header: len({cell for cell in header if cell and not cell[0].isdigit()}) >= 2,
    ):
        try:
            return read_table(name=name, content=content, recognise=recognise)
        except FileRefused as refusal:
            if {found.code for found in refusal.findings} != {"unknown_layout"}:
                raise
    return read_table(name=name, content=content, recognise=lambda header: bool(header and header[0]))


def _examples(samples: Sequence[Sequence[str]], index: int) -> list[str]:
    found = [row[index].strip()[:60] for row in samples if index < len(row) and row[index].strip()]
    return list(dict.fromkeys(found))[:3]
