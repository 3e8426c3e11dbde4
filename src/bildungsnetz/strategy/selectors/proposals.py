"""Proposals for fields of action, and the ratings a side may see."""

from django.db.models import QuerySet

from bildungsnetz.networks.models import Network, Side
from bildungsnetz.strategy.models import Proposal, Rating


def proposals_of(network: Network) -> QuerySet[Proposal]:
    """Return the proposals, open ones first, then by title."""
    found = Proposal.objects.filter(network=network).select_related("network", "body", "institution")
    return found.order_by("-state", "title", "pk")


def ratings_seen(proposal: Proposal, *, side: Side | None) -> list[Rating]:
    """Return one's own side's rating, and both once both sides have laid theirs open; state side first."""
    found = list(proposal.ratings.select_related("rated_by").order_by("-side"))
    if len(found) == len(Side) and all(one.laid_open_at for one in found):
        return found
    return [one for one in found if one.side == side]
