"""Exploring figures inside the network: what is seen, regions of one type, pictures with their tables."""
