"""What the room verifies without anybody asking: that agreed texts fit their check sums."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bildungsnetz.networks.content_hash import content_hash
from bildungsnetz.strategy.models import AnnualReport, FieldChoice, StrategyVersion


def wrong_check_sums() -> Iterator[str]:
    """Say for each fixed text of the strategy whose check sum does not fit it."""
    for model in (FieldChoice, StrategyVersion, AnnualReport):
        for subject in model.objects.exclude(content_hash="").select_related("network").order_by("pk"):
            if content_hash(subject.content()) != subject.content_hash:
                named = {"network": subject.network.name, "thing": subject}
                yield _("Network %(network)s, %(thing)s: the text does not fit its check sum.") % named
