"""Pages of figures, releases and reports."""
