"""Pure computations and their independent checkers; no engine knows Django or another engine."""
