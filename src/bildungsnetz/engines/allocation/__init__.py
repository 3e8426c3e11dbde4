"""Fair allocation of career-exploration days."""
