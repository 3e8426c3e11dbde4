"""Forms of a network; they check and clean, they do not save."""
