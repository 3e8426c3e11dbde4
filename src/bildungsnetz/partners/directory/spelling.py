"""One spelling for sorting and searching, the same on every database."""

import re

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "à": "a"})
_OTHER = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Write in lower-case letters and digits, umlauts spelt out (DIN 5007-2), everything else as one blank.

    Databases disagree about umlauts and case, so names are sorted and searched in this spelling.

    >>> plain("Städt. Gymnasium Am Neandertal")
    'staedt gymnasium am neandertal'
    """
    return _OTHER.sub(" ", text.casefold().translate(_LETTERS)).strip()
