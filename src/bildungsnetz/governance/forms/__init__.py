"""Forms: they check and clean, they do not save."""
