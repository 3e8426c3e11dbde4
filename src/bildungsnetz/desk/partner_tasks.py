"""What the partners of a network leave on the office's desk."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bildungsnetz.desk.tasks import Task
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.selectors import count_undelivered, institutions_of

RECENTLY = timedelta(days=30)


def partner_tasks(network: Network, *, on: date) -> list[Task]:
    """Return what is to be looked at: corrected entries, stale ones, circulars that came back; three queries."""
    corrected = institutions_of(network, self_confirmed_since=on - RECENTLY).count()
    stale = institutions_of(network, stale_on=on).count()
    returned = count_undelivered(network, since=on - RECENTLY)
    tasks = []
    if corrected:
        thing = ngettext(
            "%(count)s partner has looked over its details", "%(count)s partners have looked over their details",
            corrected,
        )  # fmt: skip
        tasks.append(_task(thing, corrected, _("By the link in the e-mail"), _("See details"), _list(network, "self")))
    if stale:
        thing = ngettext(
            "%(count)s partner not confirmed for a year", "%(count)s partners not confirmed for a year", stale
        )
        tasks.append(_task(thing, stale, _("Ask them by link"), _("Open list"), _list(network, "stale")))
    if returned:
        thing = ngettext("%(count)s circular came back", "%(count)s circulars came back", returned)
        url = reverse("partners:distribution_lists", args=[network.slug])
        tasks.append(_task(thing, returned, _("Please correct the addresses"), _("Open circulars"), url))
    return tasks


def has_partners(network: Network) -> bool:
    """Say whether anybody beside schools is entered."""
    return institutions_of(network).exists()


def _task(thing: str, count: int, note: str, verb: str, url: str) -> Task:
    return Task(thing=thing % {"count": count}, note=note, verb=verb, url=url)


def _list(network: Network, state: str) -> str:
    return f"{reverse('partners:institutions', args=[network.slug])}?{urlencode({'stand': state})}"
