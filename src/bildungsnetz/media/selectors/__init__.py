"""Reading about media concepts; what a person may see starts here."""
