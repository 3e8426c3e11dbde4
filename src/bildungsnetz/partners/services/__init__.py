"""Writing institutions, people, cooperations and the school directory."""

from bildungsnetz.partners.services.directory import mark_as_examples, write_edition
from bildungsnetz.partners.services.institutions import mark_partners_as_examples
from bildungsnetz.partners.spelling import spelt

__all__ = ["mark_as_examples", "mark_partners_as_examples", "spelt", "write_edition"]
