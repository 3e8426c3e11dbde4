"""Writing concepts, resolving on them, releasing them, putting them together."""
