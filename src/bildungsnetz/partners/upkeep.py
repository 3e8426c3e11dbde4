"""What the room does without anybody asking: forgetting people, and the words of its history."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bildungsnetz.networks.selectors import networks_of
from bildungsnetz.partners.models import Circular, Function, Institution, Person
from bildungsnetz.partners.services.mailing import take_back_unsubscribe_links
from bildungsnetz.partners.services.people import delete_person

# No statute names a period for contact persons of partners: three years after the last function is the product's own
# rule, the same as for roles (``networks/upkeep.py``), and stands so in the record of processing.
KEPT_AFTER_END = timedelta(days=3 * 365)
WORDS: Mapping[str, str | Promise] = {
    "partner entered": _("Partner entered"),
    "partner changed": _("Partner changed"),
    "partner confirmed": _("Details confirmed by the office"),
    "partner changed its data": _("The partner has corrected its details"),
    "partner confirmed its data": _("The partner has confirmed its details"),
    "partner ended": _("Noted that the partner exists no longer"),
    "partners merged": _("Another entry became part of this one"),
    "partners separated": _("A merged entry was separated again"),
    "asked to confirm": _("Partner asked to confirm its details"),
}


def forget_old_persons(*, now: datetime) -> int:
    """Delete contact persons whose last function ended three years ago, each with a proof in the journal."""
    today = timezone.localtime(now).date()
    held_since = Function.objects.filter(person=OuterRef("pk")).filter(
        Q(ended_on=None) | Q(ended_on__gte=today - KEPT_AFTER_END)
    )
    due = list(Person.objects.filter(~Exists(held_since)).select_related("network").order_by("pk"))
    for person in due:
        take_back_unsubscribe_links(person=person, at=now)
        delete_person(person=person, by=None, at=now, reason="three years after the last function")
    return len(due)


def forget_old_circulars(*, now: datetime) -> int:
    """Delete circulars three years after they were sent; returns how many."""
    old = Circular.objects.filter(sent_at__lt=now - KEPT_AFTER_END)
    count = old.count()
    old.delete()
    return count


def institutions_with_history(viewer: Any) -> QuerySet[Institution]:
    """Return the partners whose history a person may read: those of the networks he or she belongs to."""
    found = Q(pk=None)
    for network in networks_of(viewer, on=timezone.localdate()):
        found |= Q(keeper=network) | Q(keeper=None, town__startswith=network.region.key[:5])
    return Institution.objects.filter(found)
