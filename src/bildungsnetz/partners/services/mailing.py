"""Distribution lists and circulars; every copy carries a link by which its reader unsubscribes without an account."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import SignedLink, User
from bildungsnetz.accounts.services import issue_link, open_link, revoke_link
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import Circular, CircularCopy, DistributionList, Person
from bildungsnetz.partners.selectors import recipients_of
from bildungsnetz.partners.services.errors import NameTaken, NobodyReached
from bildungsnetz.partners.services.people import set_consent
from bildungsnetz.post.services import BadAddress, queue_mail

PURPOSE = "partners.unsubscribe"
# Whoever finds an old circular shall still be able to unsubscribe; the office takes no notice of it afterwards.
VALID_FOR = timedelta(days=365)
FILTERS = ("name", "kind", "side", "town", "function")


def make_list(*, network: Network, values: Mapping[str, str], by: User, at: datetime) -> DistributionList:
    """Make a distribution list; ``values`` by the names of ``FILTERS``. Raises: NameTaken."""
    try:
        with transaction.atomic():
            made = DistributionList.objects.create(
                network=network, entered_by=by, **{name: values.get(name, "") for name in FILTERS}
            )
            changes = {name: [None, value] for name, value in values.items() if value and name in FILTERS}
            record(chain=network.journal_chain, subject=made, action="list made", by=by, at=at, changes=changes)
    except IntegrityError:
        raise NameTaken() from None
    return made


def change_list(*, of: DistributionList, values: Mapping[str, str], by: User, at: datetime) -> DistributionList:
    """Change name or filters of a list. Raises: NameTaken."""
    changes = {name: [getattr(of, name), values.get(name, "")] for name in FILTERS}
    for name in FILTERS:
        setattr(of, name, values.get(name, ""))
    try:
        with transaction.atomic():
            of.save(update_fields=FILTERS)
            told = {name: change for name, change in changes.items() if change[0] != change[1]}
            record(chain=of.network.journal_chain, subject=of, action="list changed", by=by, at=at, changes=told)
    except IntegrityError:
        raise NameTaken() from None
    return of


@transaction.atomic
def delete_list(*, of: DistributionList, by: User, at: datetime) -> None:
    """Delete a list; what was sent to it stays."""
    changes = {"name": [of.name, None]}
    record(chain=of.network.journal_chain, subject=of, action="list deleted", by=by, at=at, changes=changes)
    of.delete()


@transaction.atomic
def send_circular(
    *, to: DistributionList, subject: str, body: str, address: Callable[[str], str], by: User, at: datetime
) -> Circular:
    """Write a circular into the outbox, one message per person who fits the list today and has agreed.

    ``address`` makes the full address of the unsubscribe page from a token. Raises: NobodyReached.
    """
    reached = recipients_of(to, on=at.date()).reached
    if not reached:
        raise NobodyReached()
    circular = Circular.objects.create(
        network=to.network, sent_to=to, list_name=to.name, subject=subject, body=body, sent_at=at, sent_by=by
    )
    for one in reached:
        _send_copy(circular, one.person, address=address, by=by, at=at)
    changes = {"list_name": [None, to.name], "copies": [None, len(reached)]}
    record(chain=to.network.journal_chain, subject=circular, action="circular sent", by=by, at=at, changes=changes)
    return circular


def person_behind(*, token: str, at: datetime) -> Person:
    """Return whom an unsubscribe link belongs to. Raises: LinkProblem; Person.DoesNotExist if deleted since."""
    link = open_link(token=token, purpose=PURPOSE, at=at)
    return Person.objects.select_related("network").get(pk=int(link.subject.partition(":")[2]))


@transaction.atomic
def unsubscribe(*, person: Person, at: datetime, publication: bool = False) -> Person:
    """Withdraw the consent to circulars, or (``publication``) to being named in public, on the person's own word."""
    locked = Person.objects.select_for_update().select_related("network").get(pk=person.pk)
    what = "publication" if publication else "mailing"
    if set_consent(locked, what, agrees=False, on=at.date()):
        locked.save()
        record(
            chain=locked.network.journal_chain, subject=locked, action="contact person changed", by=None, at=at,
            changes={"touched": [f"{what} withdrawn"]},
        )  # fmt: skip
    return locked


def take_back_unsubscribe_links(*, person: Person, at: datetime) -> int:
    """Take back all links of a person, as when one got into wrong hands or he or she is deleted; returns how many."""
    links = SignedLink.objects.filter(purpose=PURPOSE, subject=_subject(person), revoked_at=None)
    for link in links:
        revoke_link(link=link, at=at)
    return len(links)


def _send_copy(
    circular: Circular, person: Person, *, address: Callable[[str], str], by: User, at: datetime
) -> CircularCopy:
    _link, token = issue_link(
        purpose=PURPOSE, subject=_subject(person), expires_at=at + VALID_FOR, by=by, at=at, max_uses=None
    )
    with translation.override("de"):
        why = _("You get this message because you have agreed to circulars of the education network %(network)s.")
        out = _("You unsubscribe here, without an account:")
    told = why % {"network": circular.network.name}
    body = f"{circular.body.strip()}\n\n-- \n{told}\n{out} {address(token)}"
    try:
        message = queue_mail(
            to=person.email, subject=circular.subject, body=body, at=at, by=by,
            sender_name=f"Bildungsnetz {circular.network.name}",
        )  # fmt: skip
    except BadAddress:
        # Entered before addresses were checked, or by a list; the copy without message says so.
        message = None
    return CircularCopy.objects.create(circular=circular, person=person, message=message)


def _subject(person: Person) -> str:
    return f"partners.person:{person.pk}"
