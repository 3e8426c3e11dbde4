"""What the check of a protected table found, in German or English sentences."""

from dataclasses import dataclass, field
from typing import Any

TEXTS = {
    "unreadable": ("Nicht lesbar: {0}", "Unreadable: {0}"),
    "row_missing": ("{0}: die Zeile {1} fehlt", "{0}: the row {1} is missing"),
    "row_unknown": ("{0}: die Zeile {1} gehört nicht zur Tabelle", "{0}: the row {1} is not part of the table"),
    "row_twice": ("{0}: die Zeile {1} steht zweimal da", "{0}: the row {1} stands there twice"),
    "value": ("{0}, {1}: {2} steht da, {3} ist richtig", "{0}, {1}: says {2}, {3} is right"),
    "status": ("{0}, {1}: Status {2} steht da, {3} ist richtig", "{0}, {1}: status is {2}, {3} is right"),
    "primary_shown": (
        "{0}: diese Zelle ist schutzbedürftig und trotzdem veröffentlicht",
        "{0}: this cell is sensitive and published all the same",
    ),
    "not_rounded": (
        "{0}: {1} ist kein Vielfaches von {2} im Abstand unter {2} vom wahren Wert",
        "{0}: {1} is no multiple of {2} less than {2} away from the true value",
    ),
    "too_far": (
        "{0}: {1} liegt weiter als {2} vom wahren Wert entfernt", "{0}: {1} is more than {2} away from the true value"
    ),
    "still_small": ("{0}: {1} ist kleiner als die Mindestzahl", "{0}: {1} is below the minimum count"),
    "witness_cell": (
        "Beleg {0}: {1} ist keine Zelle der untersten Ebene", "Witness {0}: {1} is no innermost cell"
    ),
    "witness_public": (
        "Beleg {0}: die veröffentlichte Zelle {1} wäre anders", "Witness {0}: the published cell {1} would differ"
    ),
    "witness_negative": (
        "Beleg {0}: die Zelle {1} fiele unter 0", "Witness {0}: the cell {1} would fall below 0"
    ),
    "witness_serves": (
        "Beleg {0}: hebt {1} nicht bis zur Mindestzahl",
        "Witness {0}: does not lift {1} to the minimum count",
    ),
    "no_witness": ("{0}: kein gültiger Beleg schützt diese Zelle", "{0}: no valid witness protects this cell"),
    "person_knows": (
        "Wer allein in {0} gezählt ist, kann {1} erschließen", "Whoever is counted alone in {0} can recover {1}"
    ),
    "recoverable": (
        "{0}, {1}: nach dem Angriff höchstens {2}, also unter der Mindestzahl {3}",
        "{0}, {1}: at most {2} after the attack, which is below the minimum count {3}",
    ),
    "exact": ("{0}, {1}: nach dem Angriff genau {2}", "{0}, {1}: exactly {2} after the attack"),
    "change": (
        "{1}: gegenüber {0} um {2} bis {3} geändert; eine so kleine Änderung verrät Personen",
        "{1}: changed by {2} to {3} since {0}; so small a change betrays persons",
    ),
    "attack_failed": (
        "Der Angriff ist nicht zu Ende gekommen ({0}); die Tabelle gilt als unsicher",
        "The attack did not come to an end ({0}); the table counts as unsafe",
    ),
    "contradiction": (
        "Die veröffentlichten Zahlen widersprechen einander: {0}", "The published figures contradict each other: {0}"
    ),
    "audit": ("audit.json, {0}: {1} steht da, {2} ist richtig", "audit.json, {0}: says {1}, {2} is right"),
    "holds_rows": ("Alle {0} Zeilen stimmen mit der Tabelle überein", "All {0} rows agree with the table"),
    "holds_witnesses": (
        "{0} Belege nachgerechnet; sie schützen {1} Zeilen", "{0} witnesses added up; they protect {1} rows"
    ),
    "holds_bounds": (
        "{0} Zeilen, mehr als {1}: statt linearer Programme wurde jede Summe addiert und subtrahiert; {2} erschlossen",
        "{0} rows, more than {1}: every sum was added and subtracted instead of linear programs; {2} recovered",
    ),
    "holds_attack": (
        "Angriff mit {0} linearen Programmen auf {1} verdeckte Zeilen: {2} erschlossen",
        "Attack by {0} linear programs on {1} hidden rows: {2} recovered",
    ),
    "safe": ("Sicher.", "Safe."),
    "unsafe": ("Nicht sicher: {0} Befunde.", "Not safe: {0} findings."),
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing that keeps the table from being safe; ``code`` names its kind."""

    code: str
    text: str


@dataclass
class Findings:
    """The result of a check: what was found, what was confirmed, what could not be read."""

    lang: str = "de"
    unreadable: list[str] = field(default_factory=list)
    differences: list[Finding] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        """Return 0 if the table is safe, 1 if it is not, 2 if files could not be read."""
        if self.unreadable:
            return 2
        return 1 if self.differences else 0

    @property
    def codes(self) -> list[str]:
        """The kinds of findings, each once and sorted."""
        return sorted({found.code for found in self.differences})

    @property
    def verdict(self) -> str:
        """The result in one sentence."""
        return self.text("unsafe", len(self.differences)) if self.differences else self.text("safe")

    def text(self, key: str, *values: Any) -> str:
        """Word a sentence in the language of the check."""
        german, english = TEXTS[key]
        return (english if self.lang == "en" else german).format(*values)

    def differs(self, code: str, key: str, *values: Any) -> None:
        """Note something that keeps the table from being safe."""
        self.differences.append(Finding(code, self.text(key, *values)))

    def holds(self, key: str, *values: Any) -> None:
        """Note something that was done or confirmed."""
        self.confirmed.append(self.text(key, *values))
