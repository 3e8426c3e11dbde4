"""Proposing fields of action, rating them for a side, choosing among them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network, Side, VersionStatus
from bildungsnetz.networks.services.consent import locked
from bildungsnetz.networks.services.errors import NotChangeable
from bildungsnetz.strategy.models import ChoiceLine, FieldChoice, Proposal, ProposalState, Rating
from bildungsnetz.strategy.services.errors import AlreadyLaidOpen, ProposalDecided


@transaction.atomic
def propose(*, network: Network, values: Mapping[str, Any], by: User, at: datetime) -> Proposal:
    """Enter a proposal; ``values`` are its fields by name."""
    proposal = Proposal.objects.create(network=network, created_by=by, created_at=at, **values)
    changes = {"title": [None, proposal.title]}
    record(chain=network.journal_chain, subject=proposal, action="field proposed", by=by, at=at, changes=changes)
    return proposal


@transaction.atomic
def change_proposal(*, proposal: Proposal, values: Mapping[str, Any], by: User, at: datetime) -> Proposal:
    """Change an open proposal. Raises: ProposalDecided; NotChangeable once it stands in a choice laid before sides."""
    held = _open(proposal)
    if held.lines.exclude(version__status=VersionStatus.DRAFT).exists():
        raise NotChangeable(status=VersionStatus.PUT_UP)
    changes = {name: [str(getattr(held, name) or ""), str(value or "")] for name, value in values.items()}
    for name, value in values.items():
        setattr(held, name, value)
    held.save()
    record(
        chain=held.network.journal_chain, subject=held, action="proposal changed", by=by, at=at,
        changes={name: pair for name, pair in changes.items() if pair[0] != pair[1]},
    )  # fmt: skip
    return held


@transaction.atomic
def rate(*, proposal: Proposal, side: Side, values: Mapping[str, Any], by: User, at: datetime) -> Rating:
    """Save a side's rating; nobody but the side sees it yet. Raises: AlreadyLaidOpen; ProposalDecided."""
    held = _open(proposal)
    rating = Rating.objects.filter(proposal=held, side=side).first()
    if rating and rating.laid_open_at:
        raise AlreadyLaidOpen()
    rating, _created = Rating.objects.update_or_create(
        proposal=held, side=side, defaults={**values, "rated_by": by, "rated_at": at}
    )
    record(
        chain=held.network.journal_chain, subject=rating, action="rated", by=by, at=at, changes={"side": [None, side]}
    )
    return rating


@transaction.atomic
def lay_open(*, proposal: Proposal, side: Side, by: User, at: datetime) -> bool:
    """Lay a side's rating open; both are shown once both are. Returns whether both are. Raises: AlreadyLaidOpen."""
    rating = Rating.objects.select_for_update().filter(proposal=_open(proposal), side=side).first()
    if rating is None or rating.laid_open_at:
        raise AlreadyLaidOpen()
    rating.laid_open_at = at
    rating.save(update_fields=["laid_open_at"])
    chain = proposal.network.journal_chain
    record(chain=chain, subject=rating, action="rating laid open", by=by, at=at, changes={"side": [None, side]})
    return Rating.objects.filter(proposal=proposal, laid_open_at__isnull=False).count() == len(Side)


@transaction.atomic
def draft_choice(*, network: Network, title: str, by: User, at: datetime) -> FieldChoice:
    """Draft a choice among all open proposals. Raises: ProposalDecided if none is open."""
    proposals = Proposal.objects.filter(network=network, state=ProposalState.OPEN).order_by("pk")
    if not proposals:
        raise ProposalDecided()
    last = FieldChoice.objects.filter(network=network).aggregate(last=Max("number"))["last"] or 0
    choice = FieldChoice.objects.create(network=network, number=last + 1, title=title, created_by=by, created_at=at)
    ChoiceLine.objects.bulk_create(
        ChoiceLine(version=choice, proposal=proposal, position=position, title=proposal.title)
        for position, proposal in enumerate(proposals, start=1)
    )
    record(chain=network.journal_chain, subject=choice, action="choice drafted", by=by, at=at)
    return choice


@transaction.atomic
def set_choice(
    *, choice: FieldChoice, title: str, reasons: str, lines: Mapping[int, tuple[bool, str]], by: User, at: datetime
) -> FieldChoice:
    """Say for each line (by key) whether it is chosen and why. Raises: NotChangeable if it is no draft."""
    held = locked(choice)
    if held.status != VersionStatus.DRAFT:
        raise NotChangeable(status=held.status)
    held.title, held.reasons = title, reasons
    held.save(update_fields=["title", "reasons"])
    for line in held.lines.all():
        if line.pk in lines:
            line.is_chosen, line.reason = lines[line.pk]
            line.save(update_fields=["is_chosen", "reason"])
    chosen = {line.title: line.is_chosen for line in held.lines.order_by("position")}
    changes = {"chosen": [None, chosen]}
    record(chain=held.network.journal_chain, subject=held, action="choice written", by=by, at=at, changes=changes)
    return held


def _open(proposal: Proposal) -> Proposal:
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state != ProposalState.OPEN:
        raise ProposalDecided()
    return held
