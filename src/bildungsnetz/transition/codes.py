"""Codes of pupils: eight characters nobody can guess, of which only a keyed hash is kept."""

import secrets

from django.utils.crypto import salted_hmac

# 30 signs that cannot be taken for one another (no 0, O, 1, I, B, S): eight of them are 39 bits.
ALPHABET = "23456789ACDEFGHJKLMNPQRTUVWXYZ"
LENGTH = 8
_SALT = "bildungsnetz.transition.code"


def new_code() -> str:
    """Draw a code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def tidy(typed: str) -> str:
    """Return what somebody typed as a code is written: capitals, without blanks and dashes."""
    return "".join(typed.upper().split()).replace("-", "")


def code_hash(code: str) -> str:
    """Return the hash of a code under the key of this installation; without the key it cannot be tried out."""
    return salted_hmac(_SALT, tidy(code), algorithm="sha256").hexdigest()


def spoken(code: str) -> str:
    """Write a code in two groups of four, as it stands on the card."""
    return f"{code[:4]} {code[4:]}"
