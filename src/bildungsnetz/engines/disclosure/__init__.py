"""Protection of published tables against disclosure."""
