"""Sentences in German and English: every text of this engine that a person reads is one of these."""

from dataclasses import dataclass

from bildungsnetz.engines.allocation.instance import Language

_MONTHS = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


@dataclass(frozen=True)
class Phrase:
    """One sentence in both languages, with places for values in braces."""

    de: str
    en: str

    def say(self, lang: Language, /, **values: object) -> str:
        """Return the sentence in ``lang`` with its values."""
        return (self.de if lang == "de" else self.en).format(**values)


def spoken_date(iso: str, lang: Language) -> str:
    """Write an ISO day as in a sentence: 9. März, 9 March."""
    _year, month, day = iso.split("-")
    name = _MONTHS[lang][int(month) - 1]
    return f"{int(day)}. {name}" if lang == "de" else f"{int(day)} {name}"


def spoken_number(value: float, lang: Language, *, decimals: int = 0) -> str:
    """Write a number with the separators of the language: 12.048 or 12,048."""
    english = f"{value:,.{decimals}f}"
    return english.translate(str.maketrans(",.", ".,")) if lang == "de" else english


def spoken_list(parts: list[str], lang: Language, *, word: Phrase | None = None) -> str:
    """Join words: A, B und C."""
    joint = (word or Phrase("und", "and")).say(lang)
    return f" {joint} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
