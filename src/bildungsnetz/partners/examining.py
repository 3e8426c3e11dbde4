"""Examining large networks of cooperations in the background, with progress."""

import logging
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from bildungsnetz.networks.models import Network
from bildungsnetz.partners import selectors
from bildungsnetz.partners.cooperation_graph import as_json, structure_of
from bildungsnetz.partners.models import Examination

logger = logging.getLogger(__name__)
State = Examination.State
# The largest network takes minutes; whoever needs longer has died.
LOST_AFTER = timedelta(minutes=30)


@transaction.atomic
def ask_to_examine(*, network: Network, at: datetime) -> Examination:
    """Let the background service examine a network; one that is under way is not begun a second time."""
    found, is_new = Examination.objects.select_for_update().get_or_create(
        network=network, defaults={"state": State.QUEUED, "asked_at": at}
    )
    if not is_new and found.is_busy and found.asked_at > at - LOST_AFTER:
        return found
    found.state, found.done_percent, found.asked_at = State.QUEUED, 0, at
    found.save(update_fields=["state", "done_percent", "asked_at"])
    transaction.on_commit(partial(examine.enqueue, found.pk))
    return found


@task()
def examine(examination_id: int) -> None:
    """Examine a queued network; does nothing if another job has begun it."""
    begun = Examination.objects.filter(pk=examination_id, state=State.QUEUED).update(state=State.RUNNING)
    if not begun:
        return
    found = Examination.objects.select_related("network__region").get(pk=examination_id)
    try:
        run_examination(found, at=timezone.now())
    except Exception:
        # Whatever it was: the findings of before stay, and nobody must wait for ever.
        logger.exception("examination failed examination=%s", examination_id)
        Examination.objects.filter(pk=examination_id).update(state=State.FAILED)


def run_examination(found: Examination, *, at: datetime) -> None:
    """Examine and store the findings; progress is written as it goes."""
    today = timezone.localtime(at).date()
    ties = selectors.ties_of(found.network, on=today)
    mark = selectors.mark_of_ties(found.network, on=today)
    keys = set(selectors.institutions_of(found.network).filter(ended_on=None).values_list("pk", flat=True))
    keys |= {key for tie in ties for key in tie}

    def progress(share: int) -> None:
        Examination.objects.filter(pk=found.pk).update(done_percent=share)

    structure = structure_of(keys, ties, progress=progress)
    Examination.objects.filter(pk=found.pk).update(
        state=State.DONE,
        done_percent=100,
        examined_at=at,
        fingerprint=mark,
        findings=as_json(structure),
    )
    logger.info("cooperations examined network=%s institutions=%s ties=%s", found.network_id, len(keys), len(ties))
