"""What of the joint strategy waits on a desk."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import User
from bildungsnetz.desk.tasks import Task
from bildungsnetz.networks.models import Network, Side, VersionStatus
from bildungsnetz.networks.permissions import may_draft
from bildungsnetz.strategy.models import FieldChoice, StrategyVersion
from bildungsnetz.strategy.permissions import strategy_mandate
from bildungsnetz.strategy.selectors.measures import measures_due
from bildungsnetz.strategy.selectors.seen import choices_visible_to, versions_visible_to


def strategy_tasks(person: User, *, network: Network, on: date) -> list[Task]:
    """Return consents to choices and versions of the strategy, and for the office measures without a report."""
    found = _consents(person, network, on)
    if may_draft(person, network=network, on=on):
        found += [
            Task(
                thing=row.plan.title,
                note=_("Report missing for %(days)s days") % {"days": row.silent_days},
                verb=_("Report status"),
                url=row.measure.get_absolute_url(),
            )
            for row in measures_due(network, now=timezone.now())
        ]
    return found


def _consents(person: User, network: Network, on: date) -> list[Task]:
    mandate = strategy_mandate(person, network=network, on=on)
    if mandate is None:
        return []
    waiting: list[FieldChoice | StrategyVersion] = [
        *choices_visible_to(person, network=network, on=on).filter(status=VersionStatus.PUT_UP),
        *versions_visible_to(person, network=network, on=on).filter(status=VersionStatus.PUT_UP),
    ]
    return [
        Task(thing=str(one), note=_("Joint strategy"), verb=_("Read and decide"), url=one.get_absolute_url())
        for one in waiting
        if not one.hash_of(Side(mandate.side))
    ]
