"""Lists of partners: remembering their columns, keeping a file meanwhile, writing what the preview showed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.lists.columns import Layout, header_key
from bildungsnetz.partners.lists.planning import PersonStep, Step
from bildungsnetz.partners.models import ColumnLayout, Institution, Person, UploadedList
from bildungsnetz.partners.services import institutions, people
from bildungsnetz.partners.vocabulary import SIDE_OF_KIND

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def keep_upload(*, network: Network, name: str, content: bytes, by: User, at: datetime) -> UploadedList:
    """Keep a file until its columns are assigned, at most one day."""
    upload = UploadedList(network=network, uploaded_by=by, uploaded_at=at)
    upload.file_name = PurePath(name.replace("\\", "/")).name[:255] or "?"
    upload.stored.save("list.bin", ContentFile(content), save=False)
    upload.save()
    return upload


@transaction.atomic
def remember_columns(
    *, network: Network, header: Sequence[str], layout: Layout, by: User, at: datetime
) -> ColumnLayout:
    """Remember what the columns of such lists say, for this file and every later one."""
    found, _created = ColumnLayout.objects.update_or_create(
        network=network,
        header_key=header_key(header),
        defaults={
            "columns": list(header),
            "fields": list(layout.fields),
            "default_kind": layout.defaults.get("kind", ""),
            "default_side": layout.defaults.get("side", ""),
            "enter_alike": layout.enter_alike,
            "remembered_by": by,
            "remembered_at": at,
        },
    )
    return found


@transaction.atomic
def forget_upload(*, upload: UploadedList) -> None:
    """Delete a kept file; it is needed no longer."""
    stored, storage = str(upload.stored.name), upload.stored.storage
    upload.delete()
    # Only after the commit: a transaction that fails must find its file again.
    transaction.on_commit(lambda: storage.delete(stored))


def forget_old_uploads(*, now: datetime) -> int:
    """Delete files whose columns nobody has assigned within a day; returns how many."""
    old = list(UploadedList.objects.filter(uploaded_at__lt=now - KEPT_FOR))
    for upload in old:
        forget_upload(upload=upload)
    return len(old)


@transaction.atomic
def write_list(steps: Sequence[Step], *, network: Network, run: ImportRun, by: User | None, at: datetime) -> None:
    """Write planned partners and persons; each leaves its own entry in the network's journal.

    What comes from a list counts as confirmed by nobody; no consent of a person follows from it.
    """
    reason = f"{run.file_name} ({run.pk})"
    known = Institution.objects.in_bulk([step.key for step in steps if step.key is not None])
    for step in steps:
        if step.key is None:
            kind = step.values["kind"]
            values = {**step.values, "side": step.values.get("side") or SIDE_OF_KIND.get(kind, "THIRD")}
            institution = institutions.enter_institution(
                network=network, values=values, further_kinds=list(step.kinds), by=by, at=at, confirmed=False,
                reason=reason,
            )  # fmt: skip
        else:
            institution = known[step.key]
            institutions.complete_institution(
                institution=institution, network=network, values=step.values, kinds=step.kinds, by=by, at=at,
                reason=reason,
            )  # fmt: skip
        for person in step.persons:
            _write_person(person, institution, network, by, at)


def _write_person(step: PersonStep, institution: Institution, network: Network, by: User | None, at: datetime) -> None:
    if step.key is None:
        people.enter_person(
            network=network, institution=institution, contact=step.values, title=step.values.get("title", ""),
            began_on=None, publication=False, mailing=False, by=by, at=at,
        )  # fmt: skip
        return
    person = Person.objects.select_related("network").get(pk=step.key)
    contact = {name: step.values.get(name, getattr(person, name)) for name in people.CONTACT}
    people.change_person(
        person=person, contact=contact, publication=person.may_be_published, mailing=person.may_be_mailed, by=by, at=at
    )
