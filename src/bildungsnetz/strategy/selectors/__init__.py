"""Reading about the strategy; what a person may see starts in ``seen``."""
