"""The signed link with which an institution confirms or corrects its own entry, without an account."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import SignedLink, User
from bildungsnetz.accounts.services import issue_link, open_link, revoke_link
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import Institution
from bildungsnetz.partners.services.errors import NoAddress
from bildungsnetz.post.services import queue_mail

PURPOSE = "partners.confirm"
VALID_FOR = timedelta(days=28)
# Before any link: at this moment one that was never taken back opens, however long it has been over.
BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)


@transaction.atomic
def ask_to_confirm(
    *, institution: Institution, network: Network, address: Callable[[str], str], by: User | None, at: datetime
) -> SignedLink:
    """Mail an institution the link to its own entry; links sent before are taken back.

    ``address`` makes the full address from the token. Raises: NoAddress if the entry has no e-mail address.
    """
    if not institution.email:
        raise NoAddress()
    take_back_links(institution=institution, at=at)
    link, token = issue_link(
        purpose=PURPOSE, subject=_subject(network, institution), expires_at=at + VALID_FOR, by=by, at=at, max_uses=None
    )
    with translation.override("de"):
        body = "\n\n".join(
            [
                _("The education network %(network)s keeps an entry about you: %(name)s.")
                % {"network": network.name, "name": institution.name},
                _("Is it still right? Look it over, correct it or confirm it here (you need no account; 28 days):"),
                address(token),
            ]
        )
        queue_mail(
            to=institution.email,
            subject=_("Are your details still right?"),
            body=body,
            at=at,
            by=by,
            sender_name=f"Bildungsnetz {network.name}",
        )
    record(chain=network.journal_chain, subject=institution, action="asked to confirm", by=by, at=at)
    return link


def take_back_links(*, institution: Institution, at: datetime) -> int:
    """Take back all open links of an institution; returns how many."""
    links = SignedLink.objects.filter(
        purpose=PURPOSE, subject__endswith=f"institution:{institution.pk}", revoked_at=None
    )
    for link in links:
        revoke_link(link=link, at=at)
    return len(links)


@transaction.atomic
def renew_link(*, token: str, address: Callable[[str], str], at: datetime) -> SignedLink:
    """Mail a new link to the entry's own address on the word of whoever holds one that is over.

    Once per link, since the new one takes the old one back. Raises: LinkProblem; Institution.DoesNotExist; NoAddress.
    """
    institution, network = institution_behind(token=token, at=BEFORE_ALL)
    return ask_to_confirm(institution=institution, network=network, address=address, by=None, at=at)


def institution_behind(*, token: str, at: datetime) -> tuple[Institution, Network]:
    """Return the entry a link opens and the network that keeps it.

    Raises: LinkProblem; Institution.DoesNotExist if the entry was merged or deleted since.
    """
    link = open_link(token=token, purpose=PURPOSE, at=at)
    slug, _sep, key = link.subject.partition("/institution:")
    found = Institution.objects.get(pk=int(key), merged_into=None)
    return found, Network.objects.select_related("region").get(slug=slug)


def _subject(network: Network, institution: Institution) -> str:
    return f"{network.slug}/institution:{institution.pk}"
