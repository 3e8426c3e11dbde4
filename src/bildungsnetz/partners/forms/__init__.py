"""Filters and forms of the room."""
