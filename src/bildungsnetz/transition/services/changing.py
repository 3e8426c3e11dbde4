"""Cancellations: a company calls an offer off, a pupil cannot come; those concerned are told."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.post.services import queue_mail
from bildungsnetz.transition.models import Coordinator, Offer, OfferStatus, Placement
from bildungsnetz.transition.services.errors import OfferOver, PlaceOver, ReasonNeeded
from bildungsnetz.transition.services.offers import locked_offers


@transaction.atomic
def cancel_offer(*, offer: Offer, reason: str, by: User | None, at: datetime) -> int:
    """Call an offer off with a reason and tell the schools concerned; returns how many pupils lose a place.

    ``by`` is None if the company does it by its link. Wishes for it stay in the lists, marked as called off.
    Raises: ReasonNeeded; OfferOver.
    """
    if not reason.strip():
        raise ReasonNeeded()
    held = locked_offers([offer.pk])[0]
    if held.status == OfferStatus.CANCELLED:
        raise OfferOver()
    before, held.status, held.reason, held.decided_at = held.status, OfferStatus.CANCELLED, reason.strip(), at
    held.save(update_fields=["status", "reason", "decided_at"])
    hit = Placement.objects.filter(offer=held, ended_at=None)
    schools = Counter(hit.values_list("pupil__school_class__participation", flat=True))
    count = hit.update(ended_by=Placement.EndedBy.COMPANY, ended_at=at)
    chain = offer.season.network.journal_chain
    record(
        chain=chain, subject=held, action="offer cancelled", by=by, at=at, reason=reason,
        changes={"status": [before, held.status], "places": [count, 0]},
    )  # fmt: skip
    for row in Coordinator.objects.filter(participation__in=schools).select_related("person", "participation__school"):
        _tell_school(offer, row, schools[row.participation_id], at)
    return count


@transaction.atomic
def give_place_back(*, placement: Placement, by: User, at: datetime) -> Placement:
    """Give a pupil's place back, entered by the school; the company is told the number only. Raises: PlaceOver."""
    changed = Placement.objects.filter(pk=placement.pk, ended_at=None).update(
        ended_by=Placement.EndedBy.PUPIL, ended_at=at
    )
    if not changed:
        raise PlaceOver()
    placement.refresh_from_db()
    offer = placement.offer
    record(chain=offer.season.network.journal_chain, subject=offer, action="place given back", by=by, at=at)
    if offer.host.email:
        with translation.override("de"):
            queue_mail(
                to=offer.host.email,
                subject=_("One place fewer on %(day)s") % {"day": _day(offer)},
                body=_("A pupil cannot come on %(day)s. The list on your page is up to date.") % {"day": _day(offer)},
                at=at,
                sender_name=f"Bildungsnetz {offer.season.network.name}",
            )
    return placement


def _tell_school(offer: Offer, row: Coordinator, count: int, at: datetime) -> None:
    with translation.override(row.person.language):
        subject = ngettext("Called off: %(n)s place on %(day)s", "Called off: %(n)s places on %(day)s", count)
        queue_mail(
            to=row.person,
            subject=subject % {"n": count, "day": _day(offer)},
            body=_(
                "%(company)s had to call off on %(day)s. Pupils of your school lose a place; the numbers stand on your "
                "page. The education office looks for other places."
            )
            % {"company": offer.host, "day": _day(offer)},
            at=at,
            sender_name=f"Bildungsnetz {offer.season.network.name}",
        )


def _day(offer: Offer) -> str:
    return date_format(offer.day.date, "j. F")
