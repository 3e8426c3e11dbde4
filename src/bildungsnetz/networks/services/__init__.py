"""Everything that changes contracts, consents, mandates, roles, posts and duties."""
