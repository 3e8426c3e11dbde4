"""The pages of schools, partners and cooperations."""
