"""What the strategy tells pages of lower rooms about themselves: the way back from figures to goals and measures."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bildungsnetz.journal.backlinks import Link
from bildungsnetz.monitoring.models import ReleaseTable
from bildungsnetz.networks.models import VersionStatus
from bildungsnetz.strategy.models import Aim
from bildungsnetz.strategy.permissions import reads_strategy


def aims_of_table(table: ReleaseTable, viewer: Any) -> Iterator[Link]:
    """Link a released table to what is judged by its indicator in the strategy in force."""
    network = table.version.network
    aims = Aim.objects.filter(
        version__network=network, version__status=VersionStatus.IN_FORCE, indicator__code=table.code
    ).select_related("goal__version__network", "plan__measure__network")
    inside = reads_strategy(viewer, network=network, on=timezone.localdate())
    for aim in aims.order_by("pk"):
        if aim.plan:
            yield Link(_("Measure"), aim.plan.title, aim.plan.get_absolute_url())
        elif aim.goal and inside:
            yield Link(_("Goal"), aim.goal.title, aim.goal.get_absolute_url())
