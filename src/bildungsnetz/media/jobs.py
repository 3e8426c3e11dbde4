"""Putting concepts together in the background."""

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from bildungsnetz.media.models import RollUp
from bildungsnetz.media.services import rolling

logger = logging.getLogger(__name__)


def queue(roll_up: RollUp) -> None:
    """Hand a roll-up to the background service once it is committed."""
    key = roll_up.pk
    transaction.on_commit(lambda: work_off.enqueue(key))


@task()
def work_off(roll_up_id: int) -> None:
    """Put the concepts of one roll-up together."""
    roll_up = RollUp.objects.select_related("network").filter(pk=roll_up_id).first()
    if roll_up is None:
        return
    try:
        rolling.put_together(roll_up=roll_up, at=timezone.now())
    except Exception:
        # Its last batch is undone; whoever asked must not wait for ever.
        logger.exception("roll-up failed roll_up=%s", roll_up_id)
        rolling.give_up(roll_up=roll_up, at=timezone.now())
