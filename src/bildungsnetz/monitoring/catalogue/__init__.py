"""The indicators the product knows from the start, as data."""

from bildungsnetz.monitoring.catalogue.start_set import START_SET, Definition

__all__ = ["START_SET", "Definition"]
