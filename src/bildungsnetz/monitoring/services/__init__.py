"""Writing: definitions, observations, releases, reports."""
