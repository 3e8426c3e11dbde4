"""Companies are asked, offer places, and the office checks them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import SignedLink, User
from bildungsnetz.accounts.services import issue_link, open_link
from bildungsnetz.journal.services import record
from bildungsnetz.partners.models import Institution
from bildungsnetz.post.services import queue_mail
from bildungsnetz.transition.models import Host, Offer, OfferStatus, Season, SeasonDay
from bildungsnetz.transition.services.errors import NoEmail, NotWaiting, OfferGone, OffersClosed, ReasonNeeded

PURPOSE = "transition.host"
# What is offered, the same on every day of a series; places are given per day.
CONTENT = (
    "field", "title", "occupations", "starts_at", "ends_at", "min_group", "max_per_school", "min_age", "street",
    "postcode", "town", "step_free", "needs_instruction", "clothing", "meeting_point",
)  # fmt: skip


@transaction.atomic
def ask_host(*, season: Season, institution: Institution, email: str = "", contact_name: str = "",
             contact_phone: str = "", by: User | None, at: datetime) -> Host:  # fmt: skip
    """Put a company on the season's list, once."""
    host, made = Host.objects.get_or_create(
        season=season,
        institution=institution,
        defaults={
            "email": email or institution.email,
            "contact_name": contact_name,
            "contact_phone": contact_phone or institution.phone,
        },
    )
    if made:
        record(chain=season.network.journal_chain, subject=host, action="company listed", by=by, at=at)
    return host


@transaction.atomic
def invite_host(*, host: Host, address: Callable[[str], str], by: User, at: datetime) -> SignedLink:
    """Mail a company the link to its own page; it lasts until the season ends.

    ``address`` makes the full address from the token. Raises: NoEmail; OffersClosed.
    """
    season = host.season
    if not host.email:
        raise NoEmail()
    if timezone.localdate(at) > season.offers_until:
        raise OffersClosed()
    link, token = link_of_host(host=host, by=by, at=at)
    with translation.override("de"):
        body = "\n\n".join(
            [
                _("The education network %(network)s asks you for places for the exploration days %(year)s.")
                % {"network": season.network.name, "year": season.year},
                _("You can offer places, change them or say no here (you need no account):"),
                address(token),
                _("Please answer by %(day)s.") % {"day": date_format(season.offers_until, "SHORT_DATE_FORMAT")},
            ]
        )
        queue_mail(
            to=host.email,
            subject=_("Places for the exploration days %(year)s") % {"year": season.year},
            body=body,
            at=at,
            by=by,
            sender_name=f"Bildungsnetz {season.network.name}",
        )
    host.invited_at = at
    host.save(update_fields=["invited_at"])
    record(chain=season.network.journal_chain, subject=host, action="company invited", by=by, at=at)
    return link


def link_of_host(*, host: Host, by: User | None, at: datetime) -> tuple[SignedLink, str]:
    """Make a link to a company's own page; earlier ones stay, since the mail may lie anywhere in the house."""
    ends = datetime.combine(host.season.closes_on, time(0), tzinfo=timezone.get_current_timezone()) + timedelta(days=1)
    return issue_link(
        purpose=PURPOSE, subject=f"transition.host:{host.pk}", expires_at=max(ends, at + timedelta(days=1)),
        by=by, at=at, max_uses=None,
    )  # fmt: skip


def host_behind(*, token: str, at: datetime) -> Host:
    """Return the company a link opens. Raises: LinkProblem; Host.DoesNotExist once the season was deleted."""
    link = open_link(token=token, purpose=PURPOSE, at=at)
    key = int(link.subject.partition(":")[2])
    return Host.objects.select_related("season__network__region", "institution").get(pk=key)


@transaction.atomic
def submit_offers(
    *, host: Host, places: Mapping[SeasonDay, int], content: Mapping[str, Any], by: User | None, at: datetime,
    checked: bool = False,
) -> list[Offer]:  # fmt: skip
    """Enter an offer for each day with places; ``content``: see ``CONTENT``.

    ``by`` is None if the company does it by its link; ``checked``: the office enters it and need not check itself.
    Raises: OffersClosed if the company is late (the office may still enter it).
    """
    season = host.season
    if by is None and timezone.localdate(at) > season.offers_until:
        raise OffersClosed()
    status = OfferStatus.RELEASED if checked else OfferStatus.SUBMITTED
    offers = []
    for day, count in sorted(places.items(), key=lambda pair: pair[0].date):
        if count:
            offers.append(
                Offer.objects.create(
                    host=host,
                    season=season,
                    day=day,
                    places=count,
                    status=status,
                    submitted_at=at,
                    decided_at=at if checked else None,
                    reference=reference_of(host, day, content),
                    **dict(content),
                )
            )
    host.answered_at, host.declined_at, host.decline_reason = at, None, ""
    host.save(update_fields=["answered_at", "declined_at", "decline_reason"])
    changes = {"offers": [None, [offer.reference for offer in offers]]}
    chain = season.network.journal_chain
    record(chain=chain, subject=host, action="offers submitted", by=by, at=at, changes=changes)
    return offers


@transaction.atomic
def take_over(*, host: Host, at: datetime) -> list[Offer]:
    """Offer the same as in the company's last season, on the days with the same place in the season.

    What was cancelled or returned then is left out. Raises: OffersClosed; OfferGone if there is nothing to take over.
    """
    days = list(SeasonDay.objects.filter(season=host.season).order_by("date"))
    groups: dict[tuple[Any, ...], dict[SeasonDay, int]] = {}
    for offer in last_offers(host):
        earlier = list(SeasonDay.objects.filter(season=offer.season).order_by("date").values_list("pk", flat=True))
        place = earlier.index(offer.day_id)
        if place < len(days):
            key = tuple(getattr(offer, name) for name in CONTENT)
            groups.setdefault(key, {})[days[place]] = offer.places
    if not groups:
        raise OfferGone()
    made = []
    for key, places in groups.items():
        content = dict(zip(CONTENT, key, strict=True))
        made += submit_offers(host=host, places=places, content=content, by=None, at=at)
    return made


def last_offers(host: Host) -> list[Offer]:
    """Return what the company offered in its last season before this one."""
    earlier = Host.objects.filter(
        institution=host.institution, season__network=host.season.network, season__year__lt=host.season.year
    )
    last = earlier.filter(offers__status=OfferStatus.RELEASED).order_by("-season__year").first()
    if last is None:
        return []
    return list(last.offers.filter(status=OfferStatus.RELEASED).select_related("season").order_by("day__date", "pk"))


def reference_of(host: Host, day: SeasonDay, content: Mapping[str, Any]) -> str:
    """Return a reference that follows from what is offered; equal offers are counted."""
    words = [host.institution.name, host.institution.place, day.date, content["field"], content["title"],
             content["starts_at"]]  # fmt: skip
    stem = hashlib.sha256("\x1f".join(map(str, words)).encode()).hexdigest()[:12]
    taken = Offer.objects.filter(season=host.season, reference__startswith=stem).count()
    return f"{stem}-{taken + 1}" if taken else stem


@transaction.atomic
def decline(*, host: Host, reason: str, at: datetime) -> Host:
    """Note that a company takes no part this year; nobody reminds it any more."""
    host.answered_at = host.declined_at = at
    host.decline_reason = reason.strip()
    host.save(update_fields=["answered_at", "declined_at", "decline_reason"])
    record(chain=host.season.network.journal_chain, subject=host, action="company declined", by=None, at=at)
    return host


@transaction.atomic
def release_offer(*, offer: Offer, by: User, at: datetime) -> Offer:
    """Let pupils see an offer. Raises: NotWaiting."""
    return _decide(offer, OfferStatus.RELEASED, reason="", action="offer released", by=by, at=at)


@transaction.atomic
def return_offer(*, offer: Offer, reason: str, by: User, at: datetime) -> Offer:
    """Give an offer back to the company with a reason. Raises: NotWaiting, ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded()
    return _decide(offer, OfferStatus.RETURNED, reason=reason, action="offer returned", by=by, at=at)


def locked_offers(pks: Sequence[int]) -> list[Offer]:
    """Read offers again and hold them, in the order of their keys."""
    return list(Offer.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


def _decide(offer: Offer, status: OfferStatus, *, reason: str, action: str, by: User, at: datetime) -> Offer:
    found = locked_offers([offer.pk])
    if not found:
        raise OfferGone()
    held = found[0]
    if held.status != OfferStatus.SUBMITTED:
        raise NotWaiting()
    held.status, held.reason, held.decided_at = status, reason.strip(), at
    held.save(update_fields=["status", "reason", "decided_at"])
    chain = offer.season.network.journal_chain
    record(chain=chain, subject=held, action=action, by=by, at=at, changes={"status": ["SUBMITTED", status]})
    return held
