"""The only place that writes supply, counts and plans."""
