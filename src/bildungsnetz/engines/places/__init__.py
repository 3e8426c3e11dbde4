"""Where places should be: an exact optimiser, a greedy baseline, and a check that shares neither's choices."""
