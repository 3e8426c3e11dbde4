"""Pure computations on arrays of places and need; nothing of the web or the database."""
