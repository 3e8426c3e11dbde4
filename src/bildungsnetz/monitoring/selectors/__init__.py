"""Reading: definitions, observations, releases, reports."""
