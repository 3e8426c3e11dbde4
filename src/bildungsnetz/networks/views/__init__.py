"""Pages of a network's workshop: contract, consent, mandates, posts, calendar, people."""
