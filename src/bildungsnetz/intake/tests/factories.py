"""An importer of telephone lists: as small as an importer can be, kept in the memory of the test."""

from datetime import UTC, date, datetime

from bildungsnetz.intake.importers import Addition, Change, DateBasis, Plan, Reading
from bildungsnetz.intake.reading import Finding, Level

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
LIST = b"Kennung;Telefon\nA;1\nB;2\nC;?\n"


class PhoneImporter:
    kind = "phones"
    title = "Telefonliste"

    def __init__(self):
        self.phones = {}

    def layouts(self):
        return ["Telefonliste"]

    def recognise(self, header):
        return tuple(header) == ("Kennung", "Telefon")

    def read(self, table):
        items, findings = [], []
        for line, cells in table.records():
            if cells["Telefon"].isdigit():
                items.append((line, cells["Kennung"], cells["Telefon"]))
            else:
                raw = tuple(cells.values())
                findings.append(
                    Finding(Level.REFUSED, "no_phone", line, "Telefon", cells["Kennung"], cells["Telefon"], raw=raw)
                )
        return Reading(
            "PHONES", "Amt für Telefone", "dl-de/by-2-0", date(2026, 1, 1), DateBasis.STATED, items, findings
        )

    def plan(self, reading, *, scope, reference_date):
        new = [Addition(key, key, line) for line, key, _phone in reading.items if key not in self.phones]
        changes = [
            Change(key, key, line, "phone", self.phones[key], phone)
            for line, key, phone in reading.items
            if key in self.phones and self.phones[key] != phone
        ]
        unchanged = len(reading.items) - len(new) - len(changes)
        return Plan(new, changes, unchanged, findings=reading.findings, payload=reading.items)

    def apply(self, plan, *, run, at):
        self.phones.update({key: phone for _line, key, phone in plan.payload})

    def field_title(self, name):
        return {"phone": "Telefon"}[name]

    def value_title(self, name, value):
        return value

    def address_of(self, key):
        return ""
