"""Companies are told who comes, once, when the announced hour has come."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bildungsnetz.post.services import queue_mail
from bildungsnetz.transition.models import Host, Placement
from bildungsnetz.transition.services.offers import link_of_host


def tell_companies(*, address: Callable[[str], str], at: datetime) -> int:
    """Mail every company with pupils a link to its list; returns how many. A second call finds nothing to do.

    ``address`` makes the full address from the token. The mail holds days and a number, nothing of anybody.
    """
    waiting = Host.objects.filter(
        told_at=None, season__results_at__lte=at, season__deleted_at=None, offers__placements__ended_at=None,
        offers__placements__isnull=False,
    ).exclude(email="")  # fmt: skip
    told = 0
    for pk in waiting.order_by("pk").values_list("pk", flat=True).distinct():
        with transaction.atomic():
            # Whoever sets the mark first writes; another worker in the same second finds it set.
            if Host.objects.filter(pk=pk, told_at=None).update(told_at=at):
                _tell(Host.objects.select_related("season__network", "institution").get(pk=pk), address, at)
                told += 1
    return told


def _tell(host: Host, address: Callable[[str], str], at: datetime) -> None:
    season = host.season
    expected = Placement.objects.filter(offer__host=host, ended_at=None)
    days = sorted(set(expected.values_list("offer__day__date", flat=True)))
    _link, token = link_of_host(host=host, by=None, at=at)
    with translation.override("de"):
        spoken = ", ".join(date_format(day, "j. F") for day in days)
        queue_mail(
            to=host.email,
            subject=_("Who comes to you: %(days)s") % {"days": spoken},
            body="\n\n".join(
                [
                    _("%(count)s places of %(company)s are taken. Which schools and numbers come stands here:")
                    % {"count": expected.count(), "company": host},
                    address(token),
                    _("Names come from the schools only."),
                ]
            ),
            at=at,
            sender_name=f"Bildungsnetz {season.network.name}",
        )
