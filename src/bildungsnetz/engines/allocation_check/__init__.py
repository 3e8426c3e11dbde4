"""Checks an allocation and its certificate; shares no code with the allocator."""
