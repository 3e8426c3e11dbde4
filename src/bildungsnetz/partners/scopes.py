"""Which regions an import for one network may touch."""

from collections.abc import Sequence


def regions_of_scope(scope: str) -> Sequence[str] | None:
    """Return the region keys (5 digits) of a network's address part; None for the whole state."""
    return None if not scope else [scope]
