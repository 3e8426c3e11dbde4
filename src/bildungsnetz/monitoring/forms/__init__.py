"""Forms of figures, releases and reports."""
