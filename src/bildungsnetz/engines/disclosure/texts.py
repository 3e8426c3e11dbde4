"""What the command says, in German and English."""

from bildungsnetz.engines.disclosure.spec import Problem, Unprotectable

LANGUAGES = ("de", "en")

GERMAN = {
    "a readable CSV file in UTF-8": "eine lesbare CSV-Datei in UTF-8",
    "a readable JSON file in UTF-8": "eine lesbare JSON-Datei in UTF-8",
    "a header line": "eine Kopfzeile",
    "this column exactly once": "diese Spalte genau einmal",
    "{} values in a row": "{} Werte in einer Zeile",
    "at most {} bytes": "höchstens {} Byte",
    "at most {} different rows": "höchstens {} verschiedene Zeilen",
    "at most {} rows": "höchstens {} Zeilen",
    "at most {} joint cells": "höchstens {} Zellen der gemeinsamen Tabelle",
    "a whole number >= 0": "eine ganze Zahl ab 0",
    "a number >= 0 with a decimal point": "eine Zahl ab 0 mit Dezimalpunkt",
    "a decimal point, not a decimal comma": "ein Dezimalpunkt, kein Dezimalkomma",
    "an innermost code; {} is the program's word for the sum": (
        "ein Code der untersten Ebene; {} ist das Wort des Programms für die Summe"
    ),
    "an innermost code of the hierarchy": "ein Code der untersten Ebene der Hierarchie",
    "an innermost code, not a parent of others": "ein Code der untersten Ebene, kein Oberbegriff anderer",
    "a code of the hierarchy": "ein Code der Hierarchie",
    "a code of the present hierarchy": "ein Code der heutigen Hierarchie",
    "at least one code": "mindestens ein Code",
    "a code; {} and the empty code mean the top": "ein Code; {} und der leere Code bedeuten die Summe über alles",
    "every code once, with one parent": "jeder Code einmal, mit einem Oberbegriff",
    "a parent that is itself listed as code": "ein Oberbegriff, der selbst als Code aufgeführt ist",
    "a hierarchy without cycles": "eine Hierarchie ohne Kreis",
    "published, suppressed or zero": "published, suppressed oder zero",
    "nothing where the status is suppressed": "nichts, wenn der Status suppressed ist",
    "every cell once": "jede Zelle einmal",
    "a column of the spec's dimensions; add it there": "eine Spalte der Dimensionen; dort ergänzen",
    "{} as in the present data, or the file listed under superseded": (
        "{} wie in den heutigen Daten, oder die Datei unter superseded aufgeführt"
    ),
    "figures that fit each other": "Zahlen, die zueinander passen",
    "valid JSON": "gültiges JSON",
    "an object": "ein Objekt",
    "a text": "ein Text",
    "a list": "eine Liste",
    "a whole number": "eine ganze Zahl",
    "true or false": "true oder false",
    "one of {}": "eines von {}",
    "the name of the count column": "der Name der Zählspalte",
    "a column, each once and none of the output's own": "eine Spalte, jede einmal und keine der Ausgabe",
    "columns of the dimensions": "Spalten der Dimensionen",
    "a whole number from 1 to 1000": "eine ganze Zahl von 1 bis 1000",
    "a whole number from 3 to 1000": "eine ganze Zahl von 3 bis 1000",
    "a whole number from {} (the minimum count) to 100": "eine ganze Zahl von {} (der Mindestzahl) bis 100",
    "the office's secret, from which all changes are drawn": (
        "das Geheimnis der Stelle, aus dem alle Änderungen gezogen werden"
    ),
    "corrections with method suppression": "Berichtigungen mit der Methode suppression",
    "singletons with method suppression": "Einzelpersonen mit der Methode suppression",
    "{} as this method writes it, or as in the present data": (
        "{}, wie diese Methode es schreibt, oder wie in den heutigen Daten"
    ),
    "a whole number >= 1": "eine ganze Zahl ab 1",
    "a percentage above 0 and up to 100": "ein Prozentwert über 0 und bis 100",
    "the column of the contributors, since there is a dominance rule": (
        "die Spalte der Beitragenden, denn es gilt eine Dominanzregel"
    ),
    "rows that can be told apart": "unterscheidbare Zeilen",
}

WHY = {
    "de": {
        "table": "Diese Zellen lassen sich durch keine Auswahl weiterer Sperrungen schützen.",
        "frozen": "Diese Zellen lassen sich nicht schützen, weil frühere Veröffentlichungen zu viel verraten.",
        "singleton": "Diese Zellen kann eine Person erschließen, die ihre eigene Zelle kennt.",
        "work": "Der Schutz dieser Zellen wurde nach zu vielen Rechenschritten aufgegeben; die Tabelle ist zu dicht.",
        "advice": "Vergröbern Sie eine Gliederung oder lassen Sie eine Tabelle weg.",
    },
    "en": {
        "table": "No choice of further suppressed cells protects these cells.",
        "frozen": "These cells cannot be protected, because earlier publications betray too much.",
        "singleton": "These cells can be recovered by a person who knows their own cell.",
        "work": "The search for a protection of these cells was given up after too many steps; the table is too dense.",
        "advice": "Make a classification coarser or leave out a table.",
    },
}


def problem_text(problem: Problem, language: str) -> str:
    """Word a problem of the input with its place."""
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    if language == "en":
        return str(problem)
    expected = GERMAN[problem.expected].format(*problem.values)
    column = f" {problem.column}:" if problem.column else ""
    return f"{place}:{column} gefunden „{problem.found}“, erwartet {expected}"


def unprotectable_text(refusal: Unprotectable, language: str) -> str:
    """Word why nothing may be published, with every cell."""
    words = WHY[language]
    cells = [" | ".join(codes) for codes in refusal.cells]
    return "\n".join([words[refusal.why], *cells, words["advice"]])


def folder_text(folder: str, language: str) -> str:
    """Word that the output folder is not free."""
    if language == "en":
        return f"{folder}: not empty; --replace puts the result in its place"
    return f"{folder}: nicht leer; mit --replace tritt das Ergebnis an seine Stelle"


def summary(*, rows: int, primaries: int, lost: int, language: str) -> str:
    """Say in one sentence what came out."""
    if language == "en":
        return f"{rows} cells, {primaries} of them sensitive; {lost} more are suppressed to protect these."
    return f"{rows} Zellen, davon {primaries} schutzbedürftig; {lost} weitere sind zu deren Schutz gesperrt."
