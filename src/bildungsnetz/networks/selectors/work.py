"""Fields of action, posts, duties, remarks and consents of a network."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from bildungsnetz.networks.models import Consent, ConsentSubject, Duty, FieldOfAction, Network, Post, Remark, Side
from bildungsnetz.networks.models.contract import ContractVersion
from bildungsnetz.networks.selectors.people import running_on


def fields_on(network: Network, *, on: date) -> QuerySet[FieldOfAction]:
    """Return the fields of action in force on a day, by name."""
    return FieldOfAction.objects.filter(running_on(on), network=network).order_by("name", "pk")


def all_fields(network: Network) -> QuerySet[FieldOfAction]:
    """Return every field the network ever worked on, oldest first, with predecessor."""
    found = FieldOfAction.objects.filter(network=network).select_related("predecessor")
    return found.order_by("began_on", "name", "pk")


@dataclass(frozen=True)
class PostsOfSide:
    """One side's posts on a day, in full posts."""

    side: Side
    promised: Decimal
    filled: Decimal

    @property
    def vacant(self) -> Decimal:
        """Promised and not filled."""
        return self.promised - self.filled


def posts_on(network: Network, *, on: date) -> list[PostsOfSide]:
    """Return promised, filled and vacant posts of both sides on a day, state side first; two queries."""
    posts = Post.objects.filter(running_on(on), network=network).prefetch_related("fillings")
    totals = {side: [Decimal(0), Decimal(0)] for side in Side}
    for post in posts:
        total = totals[Side(post.side)]
        total[0] += post.promised_fte
        total[1] += sum(
            (
                filling.filled_fte
                for filling in post.fillings.all()
                if filling.began_on <= on and (filling.ended_on is None or filling.ended_on > on)
            ),
            Decimal(0),
        )
    return [PostsOfSide(side, promised, filled) for side, (promised, filled) in totals.items()]


def posts_of(network: Network) -> QuerySet[Post]:
    """Return all posts ever promised with their fillings, state side first."""
    found = Post.objects.filter(network=network).select_related("agreed_in__contract__network")
    return found.prefetch_related("fillings__person").order_by("-side", "began_on", "pk")


def duties_of(network: Network, *, since: date | None = None) -> QuerySet[Duty]:
    """Return dated duties, earliest first; ``since`` leaves out those due before and done."""
    found = Duty.objects.filter(network=network)
    if since:
        found = found.filter(Q(due_on__gte=since) | Q(done_on=None))
    return found.order_by("due_on", "pk")


def consents_of(subject: ConsentSubject) -> QuerySet[Consent]:
    """Return every word given on a subject, the void ones too, latest first."""
    found = Consent.objects.filter(subject_type=subject.subject_type, subject_id=subject.pk)
    return found.select_related("given_by").order_by("-given_at", "-pk")


def remarks_on(version: ContractVersion) -> QuerySet[Remark]:
    """Return the remarks of both sides, oldest first."""
    return Remark.objects.filter(version=version).select_related("written_by").order_by("written_at", "pk")
