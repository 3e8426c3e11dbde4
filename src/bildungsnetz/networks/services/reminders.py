"""Reminding a side whose consent is missing, at most once in seven days."""

from datetime import datetime, timedelta

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.selectors import entries_about
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import ContractVersion, Scope, Side, VersionStatus
from bildungsnetz.networks.selectors.people import mandates_for
from bildungsnetz.networks.services.errors import NotPossible, NotPutUp
from bildungsnetz.networks.services.notices import tell_reminder

PAUSE = timedelta(days=7)
ACTION = "side reminded"


class TooSoon(NotPossible):
    """The last reminder is less than seven days old."""


@transaction.atomic
def remind(*, version: ContractVersion, by: User, at: datetime) -> list[User]:
    """Mail everybody who may consent for a side that has not; returns whom.

    Raises: NotPutUp if nothing waits for consent; TooSoon.
    """
    if version.status != VersionStatus.PUT_UP:
        raise NotPutUp(status=version.status)
    earlier = entries_about(version.subject_type, str(version.pk)).filter(action=ACTION, at__gt=at - PAUSE)
    if earlier.exists():
        raise TooSoon
    network = version.network
    missing = [side for side in Side if not version.hash_of(side)]
    people = {
        mandate.person_id: mandate.person
        for side in missing
        for mandate in mandates_for(network=network, side=side, scope=Scope.CONTRACT, on=at.date())
    }
    for person in people.values():
        tell_reminder(version=version, person=person, by=by, at=at)
    record(chain=network.journal_chain, subject=version, action=ACTION, by=by, at=at)
    return list(people.values())
