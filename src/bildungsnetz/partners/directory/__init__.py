"""The school directory without a database: layouts of the official lists, their values, and how they are merged."""
