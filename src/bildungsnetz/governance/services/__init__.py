"""Everything that changes bodies, meetings, decisions and orders."""
