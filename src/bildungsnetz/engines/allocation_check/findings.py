"""What a check has found, in German or English sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

TEXTS = {
    "unreadable": ("Nicht lesbar: {0}", "Unreadable: {0}"),
    "H1": ("{0}: mehr als ein Platz am {1}", "{0}: more than one place on {1}"),
    "H2": ("{0}: mehr als ein Platz im Berufsfeld {1}", "{0}: more than one place in field {1}"),
    "H3": ("Angebot {0}: {1} Plätze belegt, {2} vorhanden", "Offer {0}: {1} places taken, {2} exist"),
    "H4": ("{0}: Angebot {1} ist nicht zulässig", "{0}: offer {1} is not eligible"),
    "H5": ("Angebot {0}: {1} von Schule {2}, erlaubt {3}", "Offer {0}: {1} of school {2}, allowed {3}"),
    "H6": ("{0}: {1} Plätze, gewünscht {2}", "{0}: {1} places, wanted {2}"),
    "H7": ("Angebot {0}: {1} Plätze belegt, mindestens {2}", "Offer {0}: {1} places taken, at least {2}"),
    "fixed": ("{0}: fester Platz {1} fehlt", "{0}: fixed place {1} is missing"),
    "only_wished": ("{0}: Angebot {1} war nicht gewünscht", "{0}: offer {1} was not wished"),
    "order": ("{0}: nicht sortiert oder doppelt", "{0}: not sorted, or a row twice"),
    "cell": ("{0}: {1} steht da, {2} ist richtig", "{0}: says {1}, {2} is right"),
    "figure": ("report.json, {0}: {1} steht da, {2} ist richtig", "report.json, {0}: says {1}, {2} is right"),
    "certificate": ("certificate.json, {0}: {1}", "certificate.json, {0}: {1}"),
    "bound": (
        "Schranke {0}: {1} wird behauptet, belegt ist {2}",
        "Bound of {0}: {1} is claimed, {2} is what follows",
    ),
    "search": (
        "Schranke {0}: {1} wird behauptet, die Suche findet {2}",
        "Bound of {0}: {1} is claimed, the search finds {2}",
    ),
    "unsolved": (
        "Schranke {0}: die Suche kam an ihre Arbeitsgrenze; {1} ist nicht bestätigt",
        "Bound of {0}: the search reached its limit; {1} is not confirmed",
    ),
    "not_rechecked": (
        "Schranke {0}: durch Suche gefunden, bei mehr als {1} Jugendlichen nicht nachgerechnet",
        "Bound of {0}: found by search, not rechecked for more than {1} pupils",
    ),
    "holds_rules": ("Alle Regeln sind eingehalten: {0} Plätze", "All rules are kept: {0} places"),
    "holds_figures": ("Alle Zahlen stimmen: {0} verglichen", "All figures agree: {0} compared"),
    "holds_bound": ("Schranke {0} bestätigt: {1} ({2})", "Bound of {0} confirmed: {1} ({2})"),
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing that differs: ``code`` names the rule, figure or bound, ``text`` says what is wrong."""

    code: str
    text: str


@dataclass
class Findings:
    """The result of a check. A check without differences still lists what was not rechecked."""

    lang: str = "de"
    unreadable: list[str] = field(default_factory=list)
    differences: list[Finding] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    not_rechecked: list[str] = field(default_factory=list)
    compared: int = 0

    @property
    def exit_status(self) -> int:
        """Return 0 if all agree, 1 if something differs, 2 if the files could not be read."""
        if self.unreadable:
            return 2
        return 1 if self.differences else 0

    @property
    def codes(self) -> Sequence[str]:
        """Return what differs, by rule, figure or bound, each once and sorted."""
        return sorted({found.code for found in self.differences})

    def text(self, key: str, *values: Any) -> str:
        """Word a sentence in the language of the check."""
        german, english = TEXTS[key]
        return (english if self.lang == "en" else german).format(*values)

    def differs(self, code: str, key: str, *values: Any) -> None:
        """Note a difference."""
        self.differences.append(Finding(code, self.text(key, *values)))

    def compare(self, code: str, key: str, name: str, said: Any, right: Any) -> None:
        """Count a comparison and note a difference if there is one; true and 1 are not the same."""
        self.compared += 1
        if said != right or isinstance(said, bool) != isinstance(right, bool):
            self.differs(code, key, name, said, right)

    def sentences(self) -> list[str]:
        """Return what a person reads: what cannot be read, what differs, what was confirmed, what was not rechecked."""
        differences = [found.text for found in self.differences]
        return [*self.unreadable, *differences, *self.confirmed, *self.not_rechecked]
