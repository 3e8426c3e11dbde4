"""Who writes media concepts, who reads released ones, who sees what they come to."""

from datetime import date

from bildungsnetz.media.models import Concept
from bildungsnetz.media.selectors.concepts import tasks_of
from bildungsnetz.networks.models import Network, Role
from bildungsnetz.networks.permissions import Person, may_draft
from bildungsnetz.networks.selectors import roles_of

AT_WORK = frozenset({Role.OFFICE, Role.MUNICIPAL_SIDE, Role.STATE_SIDE, Role.SCHOOL, Role.SCHOOL_BODY})
REGION = frozenset({Role.OFFICE, Role.MUNICIPAL_SIDE, Role.STATE_SIDE})


def works_with_media(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees the pages about media concepts: schools, school bodies, office and both sides."""
    return bool(roles_of(person, network=network, on=on) & AT_WORK)


def has_school(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person writes the concept of a school."""
    return tasks_of(person, network=network, on=on).filter(school__isnull=False).exists()


def reads_concepts(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person writes concepts or reads those released to a school body."""
    return tasks_of(person, network=network, on=on).exists()


def reads_for_body(person: Person, *, network: Network, body_key: str, on: date) -> bool:
    """Say whether a person reads what is released to one school body."""
    return tasks_of(person, network=network, on=on).filter(body_key=body_key).exists()


def keeps_tasks(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person says who works on concepts and puts them together: the education office."""
    return may_draft(person, network=network, on=on)


def sees_region(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees the view of the region: office and both sides."""
    return bool(roles_of(person, network=network, on=on) & REGION)


def is_head_of(person: Person, *, concept: Concept, on: date) -> bool:
    """Say whether a person records the resolution and gives the consents of this school."""
    found = tasks_of(person, network=concept.network, on=on).filter(school=concept.school_id, is_head=True)
    return found.exists()
