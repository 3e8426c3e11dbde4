"""OParl 1.1, read-only: bodies, meetings, agendas, papers and people as other programs know them from councils."""
