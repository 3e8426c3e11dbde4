"""Bildungsnetz: an open platform for regional education networks."""
