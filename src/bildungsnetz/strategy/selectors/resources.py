"""Which share of which post works on what, against what the contract promises."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bildungsnetz.networks.models import Network, Post
from bildungsnetz.networks.selectors.people import overlapping
from bildungsnetz.strategy.selectors.measures import MeasureRow


@dataclass
class PostUse:
    """A promised post and the shares of it that work on measures; ``planned`` is the largest sum on any day."""

    post: Post
    shares: list[tuple[MeasureRow, Decimal]] = field(default_factory=list)

    @property
    def planned(self) -> Decimal:
        """The largest share planned on any day."""
        days = [row.plan.begins_on for row, _fte in self.shares]
        sums = [
            sum((fte for row, fte in self.shares if row.plan.begins_on <= day < row.plan.ends_on), Decimal(0))
            for day in days
        ]
        return max(sums, default=Decimal(0))

    @property
    def free(self) -> Decimal:
        """What is promised and not planned."""
        return self.post.promised_fte - self.planned


def posts_against_promise(network: Network, rows: Iterable[MeasureRow], *, year: int) -> list[PostUse]:
    """Return the posts promised in a year with what they are planned for, state side first; one query."""
    begin, end = date(year, 1, 1), date(year + 1, 1, 1)
    posts = Post.objects.filter(overlapping(begin, end), network=network).order_by("-side", "title", "pk")
    uses = {post.pk: PostUse(post) for post in posts}
    for row in rows:
        for share in row.plan.post_shares.all():
            if share.post_id in uses:
                uses[share.post_id].shares.append((row, share.fte))
    return list(uses.values())
