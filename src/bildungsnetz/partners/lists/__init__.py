"""Lists of partners as offices keep them: which column says what, what a row says, what it would change. Pure."""
