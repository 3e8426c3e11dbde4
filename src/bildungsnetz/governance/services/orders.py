"""Giving work orders, reporting them done, dropping them."""

from datetime import date, datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Body, Decision, Evaluation, OrderState, WorkOrder
from bildungsnetz.governance.services.decisions import is_adopted
from bildungsnetz.governance.services.errors import AlreadyFinished, NotFinal
from bildungsnetz.governance.services.notices import tell_order
from bildungsnetz.journal.services import record
from bildungsnetz.networks.services.errors import ReasonMissing
from bildungsnetz.partners.models import Institution


@transaction.atomic
def give_order(
    *,
    body: Body,
    decision: Decision | None,
    title: str,
    text: str,
    due_on: date,
    by: User,
    at: datetime,
    owner: User | None = None,
    owner_name: str = "",
    institution: Institution | None = None,
    evaluation: Evaluation | None = None,
) -> WorkOrder:
    """Give an order with owner and date; whoever has an account is told.

    Raises: NotFinal if it shall follow from a decision nothing follows from.
    """
    if decision is not None and not is_adopted(decision):
        raise NotFinal()
    order = WorkOrder.objects.create(
        body=body,
        decision=decision,
        evaluation=evaluation,
        title=title,
        text=text,
        owner=owner,
        owner_name="" if owner else owner_name,
        institution=institution,
        given_at=at,
        due_on=due_on,
    )
    changes = {"title": [None, title], "due_on": [None, due_on.isoformat()]}
    record(chain=body.network.journal_chain, subject=order, action="order given", by=by, at=at, changes=changes)
    tell_order(order=order, by=by, at=at)
    return order


@transaction.atomic
def report_done(*, order: WorkOrder, report: str, by: User, at: datetime) -> WorkOrder:
    """Report an order done; it stands on the next agenda once more, as done. Raises: AlreadyFinished."""
    return _finish(order, OrderState.DONE, report, by, at)


@transaction.atomic
def drop_order(*, order: WorkOrder, reason: str, by: User, at: datetime) -> WorkOrder:
    """Drop an order, with a reason. Raises: AlreadyFinished; ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing()
    return _finish(order, OrderState.DROPPED, reason, by, at)


def _finish(order: WorkOrder, state: OrderState, report: str, by: User, at: datetime) -> WorkOrder:
    if order.state != OrderState.OPEN:
        raise AlreadyFinished()
    order.state, order.done_at, order.report, order.reported_by = state, at, report, by
    order.save(update_fields=["state", "done_at", "report", "reported_by"])
    action = "order done" if state == OrderState.DONE else "order dropped"
    chain = order.body.network.journal_chain
    record(chain=chain, subject=order, action=action, by=by, at=at, changes={"state": [OrderState.OPEN, state]})
    return order
