"""Understanding files with supply and counts; no file here may hold a row about a person."""
