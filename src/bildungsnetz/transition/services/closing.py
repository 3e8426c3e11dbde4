"""The end of a season: codes, wishes, places and everything with references of pupils is deleted, with proof."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.transition.models import (
    Coordinator,
    Deletion,
    Explanation,
    Host,
    Placement,
    Pupil,
    RunFile,
    Season,
    Wish,
)
from bildungsnetz.transition.services.errors import AlreadyDeleted, SeasonRuns

# What holds no reference of a pupil may stay: the certificate and the figures prove the allocation to the public.
KEPT_FILES = ("offers.csv", "certificate.json", "report.json", "report.html")


@transaction.atomic
def delete_codes_and_wishes(*, season: Season, by: User | None, at: datetime) -> Deletion:
    """Delete everything of pupils and contacts of companies, count what is left, and keep both counts.

    Raises: SeasonRuns before the season's last day; AlreadyDeleted.
    """
    held = Season.objects.select_for_update(of=("self",)).select_related("network").get(pk=season.pk)
    if held.deleted_at is not None:
        raise AlreadyDeleted()
    if timezone.localdate(at) < held.closes_on:
        raise SeasonRuns(held.closes_on)
    before = _counted(held)
    Placement.objects.filter(pupil__season=held).delete()
    Pupil.objects.filter(season=held).delete()
    RunFile.objects.filter(run__season=held).exclude(name__in=KEPT_FILES).delete()
    Coordinator.objects.filter(participation__season=held).delete()
    Host.objects.filter(season=held).update(email="", contact_name="", contact_phone="")
    held.deleted_at = at
    held.save(update_fields=["deleted_at"])
    left = _counted(held)
    proof = Deletion.objects.create(season=held, deleted=before, left=left, deleted_by=by, deleted_at=at)
    changes = {name: [count, left[name]] for name, count in before.items()}
    record(chain=held.network.journal_chain, subject=held, action="codes deleted", by=by, at=at, changes=changes)
    return proof


def _counted(season: Season) -> dict[str, int]:
    """Count what concerns single pupils and contacts, kind by kind."""
    of_pupils = {"pupil__season": season}
    contacts = Host.objects.filter(season=season).exclude(Q(email="") & Q(contact_name="") & Q(contact_phone=""))
    return {
        "codes": Pupil.objects.filter(season=season).count(),
        "wishes": Wish.objects.filter(**of_pupils).count(),
        "places": Placement.objects.filter(**of_pupils).count(),
        "explanations": Explanation.objects.filter(**of_pupils).count(),
        "files": RunFile.objects.filter(run__season=season).exclude(name__in=KEPT_FILES).count(),
        "coordinators": Coordinator.objects.filter(participation__season=season).count(),
        "contacts": contacts.count(),
    }
