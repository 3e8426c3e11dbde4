"""Writing the education report by several people, and its way from draft over both consents to publication."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.monitoring.models.releases import ReleaseTable
from bildungsnetz.monitoring.models.report import (
    DATA_KINDS,
    Block,
    BlockKind,
    BlockText,
    Chapter,
    ChapterAuthor,
    ReportEdition,
)
from bildungsnetz.monitoring.selectors.releases import published_tables
from bildungsnetz.monitoring.services import release_notices as notices
from bildungsnetz.monitoring.services.release_errors import ChangedMeanwhile, NotADraft, NothingToRelease
from bildungsnetz.networks.models import Network, Scope, Side, VersionStatus
from bildungsnetz.networks.services.consent import (
    fix_text,
    give_consent,
    locked,
    refuse_consent,
    void_consents,
    withdraw_consent,
)


@transaction.atomic
def begin_edition(
    *, network: Network, title: str, year: int, by: User, at: datetime, follows: ReportEdition | None = None
) -> ReportEdition:
    """Begin an edition; with ``follows`` its chapters and texts are the start, with the newest released figures."""
    last = ReportEdition.objects.filter(network=network).aggregate(last=Max("number"))["last"] or 0
    edition = ReportEdition.objects.create(
        network=network, number=last + 1, year=year, title=title, follows=follows, created_by=by, created_at=at,
        foreword=follows.foreword if follows else "", methods=follows.methods if follows else "",
        glossary=follows.glossary if follows else "",
    )  # fmt: skip
    record(chain=network.journal_chain, subject=edition, action="edition begun", by=by, at=at)
    if follows is not None:
        _copy_chapters(follows, edition, at)
    return edition


@transaction.atomic
def change_frame(
    *, edition: ReportEdition, title: str, foreword: str, methods: str, glossary: str, by: User, at: datetime
) -> ReportEdition:
    """Change title, foreword, methods and glossary of a draft. Raises: NotADraft."""
    held = _draft(edition)
    changes = {"title": [held.title, title]}
    held.title, held.foreword, held.methods, held.glossary = title, foreword, methods, glossary
    held.save(update_fields=["title", "foreword", "methods", "glossary"])
    record(chain=held.network.journal_chain, subject=held, action="frame changed", by=by, at=at, changes=changes)
    return held


@transaction.atomic
def add_chapter(*, edition: ReportEdition, title: str, by: User, at: datetime) -> Chapter:
    """Append a chapter to a draft. Raises: NotADraft."""
    held = _draft(edition)
    last = held.chapters.aggregate(last=Max("position"))["last"] or 0
    chapter = Chapter.objects.create(version=held, position=last + 1, title=title)
    _note(held, "chapter added", by, at, title=[None, title])
    return chapter


@transaction.atomic
def change_chapter(*, chapter: Chapter, title: str, authors: list[User], by: User, at: datetime) -> Chapter:
    """Rename a chapter of a draft and say who writes it besides the office. Raises: NotADraft."""
    held = _draft(chapter.version)
    _note(held, "chapter changed", by, at, title=[chapter.title, title])
    chapter.title = title
    chapter.save(update_fields=["title"])
    chapter.authors.exclude(person__in=authors).delete()
    for person in authors:
        ChapterAuthor.objects.get_or_create(chapter=chapter, person=person)
    return chapter


@transaction.atomic
def add_block(
    *,
    chapter: Chapter,
    kind: str,
    by: User,
    at: datetime,
    heading: str = "",
    text: str = "",
    table: ReleaseTable | None = None,
    picture: str = "",
) -> Block:
    """Append a block to a chapter of a draft; figures can only be those of a published release.

    Raises: NotADraft; NothingToRelease if figures are asked for and the table is not published in this network.
    """
    held = _draft(chapter.version)
    if kind in DATA_KINDS:
        if table is None or not published_tables(held.network).filter(pk=table.pk).exists():
            raise NothingToRelease()
    else:
        table = None
    last = chapter.blocks.aggregate(last=Max("position"))["last"] or 0
    block = Block.objects.create(
        version=held, chapter=chapter, position=last + 1, kind=kind, heading=heading, text=text, table=table,
        picture=picture if kind == BlockKind.PICTURE else "", changed_by=by, changed_at=at,
    )  # fmt: skip
    _keep(block, by, at)
    _note(held, "block added", by, at, block=[None, str(block)])
    return block


def write_block(*, block: Block, heading: str, text: str, revision: int, by: User, at: datetime) -> Block:
    """Save a text written on top of ``revision``; a text that meets a newer one is kept beside it, never lost.

    Raises: NotADraft; ChangedMeanwhile with the key of the kept text.
    """
    with transaction.atomic():
        held = _draft(block.version)
        fresh = Block.objects.select_for_update().get(pk=block.pk)
        newer = fresh.revision != revision and (fresh.heading, fresh.text) != (heading, text)
        if newer:
            kept = BlockText.objects.create(
                block=fresh, revision=revision, heading=heading, text=text, is_set_aside=True, written_by=by,
                written_at=at,
            )  # fmt: skip
        else:
            fresh.heading, fresh.text, fresh.revision = heading, text, fresh.revision + 1
            fresh.changed_by, fresh.changed_at = by, at
            fresh.save(update_fields=["heading", "text", "revision", "changed_by", "changed_at"])
            _keep(fresh, by, at)
            _note(held, "block changed", by, at, revision=[revision, fresh.revision])
    # After the commit: the kept text must not vanish with the refusal.
    if newer:
        raise ChangedMeanwhile(kept=kept.pk)
    return fresh


@transaction.atomic
def move_block(*, block: Block, up: bool, by: User, at: datetime) -> None:
    """Move a block one place within its chapter; at the end nothing changes. Raises: NotADraft."""
    held = _draft(block.version)
    order = list(block.chapter.blocks.order_by("position", "pk"))
    place = next(n for n, one in enumerate(order) if one.pk == block.pk)
    target = place - 1 if up else place + 1
    if 0 <= target < len(order):
        order[place], order[target] = order[target], order[place]
        for position, one in enumerate(order, start=1):
            Block.objects.filter(pk=one.pk).update(position=position)
        _note(held, "block moved", by, at, position=[place + 1, target + 1])


@transaction.atomic
def remove_block(*, block: Block, by: User, at: datetime) -> None:
    """Take a block out of a draft. Raises: NotADraft."""
    held = _draft(block.version)
    _note(held, "block removed", by, at, block=[str(block), None])
    block.delete()


@transaction.atomic
def remove_chapter(*, chapter: Chapter, by: User, at: datetime) -> None:
    """Take a chapter with its blocks out of a draft. Raises: NotADraft."""
    held = _draft(chapter.version)
    _note(held, "chapter removed", by, at, title=[chapter.title, None])
    chapter.delete()


@transaction.atomic
def refresh_figures(*, edition: ReportEdition, by: User, at: datetime) -> int:
    """Let each block with figures name the newest published table of its indicator; returns how many changed."""
    held = _draft(edition)
    changed = _to_newest(held)
    _note(held, "figures refreshed", by, at, blocks=[0, changed])
    return changed


@transaction.atomic
def put_up_edition(*, edition: ReportEdition, by: User, at: datetime) -> ReportEdition:
    """Lay a draft before both sides; words and figures are frozen by its check sum.

    Raises: NotADraft; NothingToRelease if there is no block.
    """
    held = _draft(edition)
    if not Block.objects.filter(version=held).exists():
        raise NothingToRelease()
    held.status, held.put_up_at = VersionStatus.PUT_UP, at
    held.save(update_fields=["status", "put_up_at"])
    digest = fix_text(subject=held)
    _note(held, "put up for consent", by, at, content_hash=[None, digest])
    notices.tell_consent_needed(subject=held, by=by, at=at)
    return held


@transaction.atomic
def take_back_edition(*, edition: ReportEdition, by: User, at: datetime) -> ReportEdition:
    """Make a draft again of what was put up; consents given before are void. Raises: NotADraft."""
    held = locked(edition)
    if held.status != VersionStatus.PUT_UP:
        raise NotADraft()
    void_consents(subject=held, at=at)
    held.status = VersionStatus.DRAFT
    held.save(update_fields=["status", "content_hash", "state_hash", "municipal_hash", "agreed_at"])
    _note(held, "taken back", by, at, status=[VersionStatus.PUT_UP, VersionStatus.DRAFT])
    notices.tell_taken_back(subject=held, by=by, at=at)
    return held


def consent_to_edition(
    *, edition: ReportEdition, side: Side, shown_hash: str, by: User, at: datetime, **on_paper: Any
) -> ReportEdition:
    """Give one side's consent; with the second the edition is published. Raises: as ``give_consent``."""
    with transaction.atomic():
        held = give_consent(
            subject=edition, side=side, shown_hash=shown_hash, by=by, at=at, network=edition.network,
            scope=Scope.RELEASES, **on_paper,
        )  # fmt: skip
        if held.status == VersionStatus.AGREED:
            held.status, held.published_at = VersionStatus.IN_FORCE, at
            held.save(update_fields=["status", "published_at"])
            _note(held, "published", None, at, status=[VersionStatus.AGREED, VersionStatus.IN_FORCE])
            notices.tell_agreed(subject=held, by=by, at=at)
    return held


def refuse_edition(*, edition: ReportEdition, side: Side, reason: str, by: User, at: datetime) -> ReportEdition:
    """Record that a side does not consent; raises as ``refuse_consent``."""
    return refuse_consent(
        subject=edition, side=side, reason=reason, by=by, at=at, network=edition.network, scope=Scope.RELEASES
    )


def withdraw_from_edition(*, edition: ReportEdition, side: Side, reason: str, by: User, at: datetime) -> ReportEdition:
    """Take a consent back before publication; raises as ``withdraw_consent``."""
    return withdraw_consent(
        subject=edition, side=side, reason=reason, by=by, at=at, network=edition.network, scope=Scope.RELEASES
    )


def _copy_chapters(old: ReportEdition, new: ReportEdition, at: datetime) -> None:
    for chapter in old.chapters.prefetch_related("blocks", "authors").order_by("position", "pk"):
        copy = Chapter.objects.create(version=new, position=chapter.position, title=chapter.title)
        ChapterAuthor.objects.bulk_create(
            ChapterAuthor(chapter=copy, person_id=author.person_id) for author in chapter.authors.all()
        )
        for block in sorted(chapter.blocks.all(), key=lambda one: (one.position, one.pk)):
            Block.objects.create(
                version=new, chapter=copy, position=block.position, kind=block.kind, heading=block.heading,
                text=block.text, table_id=block.table_id, picture=block.picture, changed_by=None, changed_at=at,
            )  # fmt: skip
    _to_newest(new)


def _to_newest(edition: ReportEdition) -> int:
    newest: dict[tuple[str, str], int] = {}
    for table in published_tables(edition.network):
        newest.setdefault((table.code, table.grouping), table.pk)
    changed = 0
    for block in Block.objects.filter(version=edition, table__isnull=False).select_related("table"):
        key = newest.get((block.table.code, block.table.grouping)) if block.table else None
        if key and key != block.table_id:
            Block.objects.filter(pk=block.pk).update(table_id=key, revision=F("revision") + 1)
            changed += 1
    return changed


def _keep(block: Block, by: User, at: datetime) -> None:
    BlockText.objects.create(
        block=block, revision=block.revision, heading=block.heading, text=block.text, written_by=by, written_at=at
    )


def _draft(edition: ReportEdition) -> ReportEdition:
    held = locked(edition)
    if held.status != VersionStatus.DRAFT:
        raise NotADraft()
    return held


def _note(edition: ReportEdition, action: str, by: User | None, at: datetime, **changes: Any) -> None:
    record(chain=edition.network.journal_chain, subject=edition, action=action, by=by, at=at, changes=changes)
