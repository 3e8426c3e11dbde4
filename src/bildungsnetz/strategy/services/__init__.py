"""Writing about the strategy."""
