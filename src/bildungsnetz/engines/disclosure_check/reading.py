"""German words for what cannot be read: the readers say it in English, this side of them translates."""

import re
from functools import cache

# What the readers say, with a place for each value, and the same in German.
SENTENCES = {
    "{}, line {}: {} cells found, {} expected": "{}, Zeile {}: {} Werte gefunden, {} erwartet",
    "{}, line 1: column {} is missing": "{}, Zeile 1: die Spalte {} fehlt",
    "{}, line 1: column {} stands there twice": "{}, Zeile 1: die Spalte {} steht zweimal da",
    "{}, line 1: column {} expected once": "{}, Zeile 1: die Spalte {} wird genau einmal erwartet",
    "{}, line 1: a header is missing": "{}, Zeile 1: die Kopfzeile fehlt",
    "{}, line 1: a dimension column is missing": "{}, Zeile 1: eine Spalte mit einer Dimension fehlt",
    "{}, line {}, column {}: {} cannot be a code": "{}, Zeile {}, Spalte {}: {} kann kein Code sein",
    "{}, line {}: {} has a second parent, {}": "{}, Zeile {}: {} hat einen zweiten Oberbegriff, {}",
    "{}, line {}, column {}: {} found; published, zero or suppressed expected": (
        "{}, Zeile {}, Spalte {}: {} gefunden; published, zero oder suppressed erwartet"
    ),
    "{}, line {}, column {}: {} found in a suppressed cell; nothing expected": (
        "{}, Zeile {}, Spalte {}: {} in einer gesperrten Zelle gefunden; nichts erwartet"
    ),
    "{}, line {}, column {}: {} found; a whole number of zero or more expected": (
        "{}, Zeile {}, Spalte {}: {} gefunden; eine ganze Zahl ab 0 erwartet"
    ),
    "{}, line {}, column {}: {} found in a cell with status zero": (
        "{}, Zeile {}, Spalte {}: {} in einer Zelle mit dem Status zero gefunden"
    ),
    "{}, line {}: {} already stands in line {}": "{}, Zeile {}: {} steht schon in Zeile {}",
    "{}: the parent {} of {} is no code of this file": "{}: der Oberbegriff {} von {} ist kein Code dieser Datei",
    "{}: {} is part of itself": "{}: {} ist Teil seiner selbst",
    "{}: cannot be opened ({})": "{}: lässt sich nicht öffnen ({})",
    "{}: cannot be read ({})": "{}: lässt sich nicht lesen ({})",
    "{}: is not written in UTF-8": "{}: ist nicht in UTF-8 geschrieben",
    "{}: an object expected": "{}: ein Objekt erwartet",
    "{}, column {}: unknown code {}": "{}, Spalte {}: unbekannter Code {}",
    "{}, column {}: {} is no innermost code": "{}, Spalte {}: {} ist kein Code der untersten Ebene",
    "column {}: {} found; a number expected": "Spalte {}: {} gefunden; eine Zahl erwartet",
    "the joint table has {} cells; the attack works up to {}": (
        "die gemeinsame Tabelle hat {} Zellen; der Angriff reicht bis {}"
    ),
    "the joint table has {} cells; the check works up to {}": (
        "die gemeinsame Tabelle hat {} Zellen; die Prüfung reicht bis {}"
    ),
    "{}, {}: the name of the count column expected": "{}, {}: der Name der Zählspalte erwartet",
    "{}, {}: a list of objects with 'column' expected": "{}, {}: eine Liste von Objekten mit „column“ erwartet",
    "{}, {}: an object expected": "{}, {}: ein Objekt erwartet",
    "{}, {}: a list of lists of columns expected": "{}, {}: eine Liste von Spaltenlisten erwartet",
    "{}, {}: a list of files expected": "{}, {}: eine Liste von Dateien erwartet",
    "{}, {}: one of {} expected": "{}, {}: eines von {} erwartet",
    "{}, {}: a whole number of 1 or more expected": "{}, {}: eine ganze Zahl ab 1 erwartet",
    "{}, {}: true or false expected": "{}, {}: true oder false erwartet",
    "{}, {}: n and k expected": "{}, {}: n und k erwartet",
    "{}, line {}: {}": "{}, Zeile {}: {}",
}


def in_german(sentence: str) -> str:
    """Say what a reader said in German; a sentence that is not listed stays as it is."""
    for pattern, german in _patterns():
        if found := pattern.fullmatch(sentence):
            return german.format(*found.groups())
    return sentence


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile("(.+?)".join(re.escape(part) for part in english.split("{}")), re.DOTALL), german)
        for english, german in SENTENCES.items()
    )
