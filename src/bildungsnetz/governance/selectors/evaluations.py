"""The self-evaluations of a network, and what may be shown of them."""

from django.db.models import QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.evaluating import Result, result
from bildungsnetz.governance.models import Asked, Evaluation, Rating, SurveyState
from bildungsnetz.networks.models import Network


def evaluations_of(network: Network) -> QuerySet[Evaluation]:
    """Return the self-evaluations of a network with their criteria, the newest first."""
    found = Evaluation.objects.filter(network=network).select_related("network", "body", "session__body__network")
    return found.prefetch_related("criteria").order_by("-year")


def results_of(evaluation: Evaluation) -> list[Result]:
    """Return the results by criterion; nothing before the survey is closed, since two looks would tell one answer."""
    if evaluation.state != SurveyState.CLOSED:
        return []
    return [
        result(
            one.text,
            {
                Rating.FULLY: one.fully, Rating.MOSTLY: one.mostly, Rating.HARDLY: one.hardly,
                Rating.NOT: one.not_at_all, Rating.UNKNOWN: one.unknown,
            },
            answered=evaluation.answered,
        )
        for one in sorted(evaluation.criteria.all(), key=lambda one: one.position)
    ]  # fmt: skip


def surveys_to_answer(person: User, *, network: Network | None = None) -> QuerySet[Asked]:
    """Return the running surveys a person was asked in and has not answered."""
    found = Asked.objects.filter(holder__person=person, has_answered=False, evaluation__state=SurveyState.OPEN)
    if network is not None:
        found = found.filter(evaluation__network=network)
    return found.select_related("evaluation__network", "evaluation__body").order_by("pk")
