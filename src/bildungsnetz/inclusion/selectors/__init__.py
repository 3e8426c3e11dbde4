"""Reading supply, need and what follows from them."""

from bildungsnetz.inclusion.selectors.balance import BalanceRow, BalanceTable, balance_of
from bildungsnetz.inclusion.selectors.counts import needs_of, pupils_in, years_with_counts
from bildungsnetz.inclusion.selectors.supply import support_school, support_schools

__all__ = [
    "BalanceRow",
    "BalanceTable",
    "balance_of",
    "needs_of",
    "pupils_in",
    "support_school",
    "support_schools",
    "years_with_counts",
]
