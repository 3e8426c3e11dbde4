"""Attacks protected tables and verifies their witnesses; shares no code with the protection."""
