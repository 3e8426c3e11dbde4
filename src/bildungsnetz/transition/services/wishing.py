"""A pupil's list: found by the code, changed step by step, saved at each of them. Never written to the journal."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bildungsnetz.transition.codes import LENGTH, code_hash, tidy
from bildungsnetz.transition.models import Offer, Pupil, Season, Wish
from bildungsnetz.transition.selectors import offers_for
from bildungsnetz.transition.services.errors import ListFull, OfferGone, WishesClosed

MOST_WISHES = 12


def pupil_behind(*, code: str, at: datetime) -> Pupil | None:
    """Return the pupil of a code, None if there is none; the first use is noted.

    Every code of the right length costs the same: one hash and one look into an index.
    """
    typed = tidy(code)
    if len(typed) != LENGTH:
        return None
    found = Pupil.objects.select_related("season").filter(
        code_hash=code_hash(typed), absence="", season__deleted_at=None
    )
    pupil = found.first()
    if pupil is not None and pupil.first_seen_at is None:
        Pupil.objects.filter(pk=pupil.pk, first_seen_at=None).update(first_seen_at=at)
    return pupil


@transaction.atomic
def add_wish(*, pupil: Pupil, offer: Offer, at: datetime) -> int:
    """Put an offer at the end of the list; twice changes nothing. Returns its rank.

    Raises: WishesClosed; OfferGone; ListFull.
    """
    ranked = _held(pupil, at)
    if offer.pk in ranked:
        return ranked.index(offer.pk) + 1
    if len(ranked) >= MOST_WISHES:
        raise ListFull(MOST_WISHES)
    if not offers_for(pupil.school_class.participation).filter(pk=offer.pk).exists():
        raise OfferGone()
    Wish.objects.create(pupil=pupil, offer=offer, rank=len(ranked) + 1)
    _saved(pupil, at)
    return len(ranked) + 1


@transaction.atomic
def remove_wish(*, pupil: Pupil, offer_id: int, at: datetime) -> None:
    """Take an offer out of the list; what is not in it changes nothing. Raises: WishesClosed."""
    ranked = _held(pupil, at)
    if offer_id in ranked:
        _store(pupil, [one for one in ranked if one != offer_id], at)


@transaction.atomic
def move_wish(*, pupil: Pupil, offer_id: int, steps: int, at: datetime) -> int:
    """Move a wish up (negative) or down the list, wherever it now stands; returns its new rank.

    Raises: WishesClosed; OfferGone if it is no longer in the list.
    """
    ranked = _held(pupil, at)
    if offer_id not in ranked:
        raise OfferGone()
    place = ranked.index(offer_id)
    new = min(max(place + steps, 0), len(ranked) - 1)
    if new != place:
        ranked.insert(new, ranked.pop(place))
        _store(pupil, ranked, at)
    return new + 1


@transaction.atomic
def order_wishes(*, pupil: Pupil, offer_ids: Sequence[int], at: datetime) -> list[int]:
    """Put the list in a new order; what another browser has added meanwhile stays, at the end. Returns the order.

    Raises: WishesClosed.
    """
    ranked = _held(pupil, at)
    wanted = [one for one in dict.fromkeys(offer_ids) if one in ranked]
    new = wanted + [one for one in ranked if one not in wanted]
    if new != ranked:
        _store(pupil, new, at)
    return new


@transaction.atomic
def replace_wishes(*, pupil: Pupil, offers: Sequence[Offer], at: datetime) -> None:
    """Set the whole list at once. Raises: WishesClosed; OfferGone; ListFull."""
    _held(pupil, at)
    wanted = list(dict.fromkeys(offer.pk for offer in offers))
    if len(wanted) > MOST_WISHES:
        raise ListFull(MOST_WISHES)
    if offers_for(pupil.school_class.participation).filter(pk__in=wanted).count() != len(wanted):
        raise OfferGone()
    _store(pupil, wanted, at)


@transaction.atomic
def hand_in(*, pupil: Pupil, at: datetime) -> None:
    """Note that the pupil is done; until the deadline everything can still be changed. Raises: WishesClosed."""
    _held(pupil, at)
    Pupil.objects.filter(pk=pupil.pk).update(handed_in_at=at)


@transaction.atomic
def choose_start(*, pupil: Pupil, town: str, step_free: bool, at: datetime) -> None:
    """Set from where distances count (a town of the list or the school) and whether places must be step-free.

    Raises: WishesClosed.
    """
    _held(pupil, at)
    Pupil.objects.filter(pk=pupil.pk).update(start_town=town, step_free=step_free)


def _held(pupil: Pupil, at: datetime) -> list[int]:
    """Hold the pupil's row, so that two browsers with one code come one after the other; return the list."""
    Pupil.objects.select_for_update(of=("self",)).get(pk=pupil.pk)
    season = Season.objects.get(pk=pupil.season_id)
    if not season.takes_wishes(at):
        over = bool(season.seed_hash) and at >= season.wishes_until
        raise WishesClosed(season.wishes_until if over else None)
    return list(Wish.objects.filter(pupil=pupil).order_by("rank").values_list("offer_id", flat=True))


def _store(pupil: Pupil, offer_ids: Sequence[int], at: datetime) -> None:
    Wish.objects.filter(pupil=pupil).delete()
    Wish.objects.bulk_create(
        Wish(pupil=pupil, offer_id=offer, rank=rank) for rank, offer in enumerate(offer_ids, start=1)
    )
    _saved(pupil, at)


def _saved(pupil: Pupil, at: datetime) -> None:
    Pupil.objects.filter(pk=pupil.pk).update(saved_at=at)
