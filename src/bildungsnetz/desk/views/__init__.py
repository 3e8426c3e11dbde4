"""Pages for one's own work: desk, the Land's desk, operation of the platform."""
