"""Numbers that a reader can quote and an operator can find in the log."""

import secrets

# Without 0, O, 1, I, so that a number survives being read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_reference() -> str:
    """Draw a reference number such as "K7QF-3M2D" (40 bits)."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"
