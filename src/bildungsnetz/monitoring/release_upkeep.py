"""What releases and editions need without anybody asking: verification, and the words of their history."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bildungsnetz.accounts.models import User
from bildungsnetz.monitoring.models.releases import Release
from bildungsnetz.monitoring.models.report import ReportEdition
from bildungsnetz.monitoring.permissions import works_on_releases
from bildungsnetz.monitoring.selectors.releases import releases_visible_to
from bildungsnetz.monitoring.selectors.reports import editions_visible_to
from bildungsnetz.networks.content_hash import content_hash
from bildungsnetz.networks.selectors import networks_of

WORDS = {
    "release prepared": gettext_lazy("Release prepared"),
    "release changed": gettext_lazy("Title, text or hour changed"),
    "table added": gettext_lazy("Table added"),
    "table removed": gettext_lazy("Table removed"),
    "protection asked for": gettext_lazy("Protection started"),
    "protected": gettext_lazy("Protected and attacked without success"),
    "protection refused": gettext_lazy("Not publishable"),
    "put up for consent": pgettext_lazy("step", "Put up for consent"),
    "taken back": gettext_lazy("Taken back as a draft"),
    "consent given": gettext_lazy("Consent given"),
    "consent refused": gettext_lazy("Consent refused"),
    "consent withdrawn": gettext_lazy("Consent withdrawn"),
    "published": gettext_lazy("Published"),
    "edition begun": gettext_lazy("Edition begun"),
    "frame changed": gettext_lazy("Frame of the report changed"),
    "chapter added": gettext_lazy("Chapter added"),
    "chapter changed": gettext_lazy("Chapter changed"),
    "chapter removed": gettext_lazy("Chapter removed"),
    "block added": gettext_lazy("Block added"),
    "block changed": gettext_lazy("Block changed"),
    "block moved": gettext_lazy("Block moved"),
    "block removed": gettext_lazy("Block removed"),
    "figures refreshed": gettext_lazy("Newest figures taken over"),
}


def releases_with_history(viewer: User) -> QuerySet[Release]:
    """Return the releases whose history a person may read: those visible in networks where one works on them."""
    today = timezone.localdate()
    visible = [
        release.pk
        for network in networks_of(viewer, on=today)
        if works_on_releases(viewer, network=network, on=today)
        for release in releases_visible_to(viewer, network=network, on=today)
    ]
    return Release.objects.filter(pk__in=visible)


def editions_with_history(viewer: User) -> QuerySet[ReportEdition]:
    """Return the editions whose history a person may read, by the same rule as releases."""
    today = timezone.localdate()
    visible = [
        edition.pk
        for network in networks_of(viewer, on=today)
        if works_on_releases(viewer, network=network, on=today)
        for edition in editions_visible_to(viewer, network=network, on=today)
    ]
    return ReportEdition.objects.filter(pk__in=visible)


def wrong_check_sums() -> Iterator[str]:
    """Say for each release and edition whose text or figures do not fit the check sum both sides consented to."""
    for release in Release.objects.exclude(content_hash="").select_related("network", "corrects").order_by("pk"):
        if content_hash(release.content()) != release.content_hash:
            named = {"network": release.network.name, "name": release.name}
            yield _("Network %(network)s, release %(name)s: the figures do not fit the check sum.") % named
    for edition in ReportEdition.objects.exclude(content_hash="").select_related("network").order_by("pk"):
        if content_hash(edition.content()) != edition.content_hash:
            numbered = {"network": edition.network.name, "number": edition.number}
            yield _("Network %(network)s, edition %(number)s: the report does not fit its check sum.") % numbered
