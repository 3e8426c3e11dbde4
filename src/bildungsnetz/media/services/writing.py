"""Writing the parts of a concept, several authors at once: nobody's words overwrite another's."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.media.models import Concept, Part, SetAside, Subject
from bildungsnetz.media.part_kinds import KINDS, PartKind, Values, kind_of, made, put
from bildungsnetz.media.services.errors import ChangedMeanwhile, ConceptAdopted, SubjectInUse, UnknownSubject


def write_part(
    *, concept: Concept, kind: str, values: Values, by: User, at: datetime, part: int | None = None, revision: int = 0
) -> Part:
    """Write a part on top of ``revision``, or a new one without ``part``.

    What meets newer words, an equal part or none any more is kept beside. Raises: ConceptAdopted; ChangedMeanwhile
    with the key of the kept words; UnknownSubject.
    """
    known = KINDS[kind]
    with transaction.atomic():
        held = open_concept(concept)
        wanted = _made(known, held, values)
        fresh = _present(known, held, wanted, part)
        kept = _kept(known, held, wanted, fresh, part, revision, by, at)
        if kept is None:
            saved = _saved(known, held, fresh, wanted, by, at)
    # After the commit: the kept words must not vanish with the refusal.
    if kept is not None:
        raise ChangedMeanwhile(kept=kept.pk)
    return saved


@transaction.atomic
def remove_part(*, part: Part, by: User, at: datetime) -> SetAside:
    """Take a part out; it can be put back. Raises: ConceptAdopted; SubjectInUse."""
    kind = kind_of(part)
    subject: Any = part
    held = open_concept(subject.concept)
    aside = SetAside.objects.create(
        concept=held, kind=kind.slug, why=SetAside.Why.REMOVED, part_values=kind.values_of(part), written_by=by,
        written_at=at,
    )  # fmt: skip
    _note(held, part, "removed", by, at, {"values": [kind.values_of(part), None]})
    try:
        part.delete()
    except ProtectedError:
        raise SubjectInUse from None
    return aside


@transaction.atomic
def take_kept(*, aside: SetAside, by: User, at: datetime) -> Part:
    """Let the kept words stand: in place of what is there, or as a part of their own. Raises: ConceptAdopted."""
    kind = KINDS[aside.kind]
    held = open_concept(aside.concept)
    if "subject" in kind.fields:
        code = aside.part_values["subject"]
        Subject.objects.get_or_create(
            concept=held, code=code, defaults={"title": code, "changed_by": by, "changed_at": at}
        )
    wanted = _made(kind, held, aside.part_values)
    saved = _saved(kind, held, _present(kind, held, wanted, aside.part), wanted, by, at)
    aside.delete()
    return saved


@transaction.atomic
def drop_kept(*, aside: SetAside, by: User, at: datetime) -> None:
    """Let what is there stand and forget the kept words."""
    record(
        chain=aside.concept.network.journal_chain, subject=aside.concept, action="kept words dropped", by=by, at=at,
        changes={"kind": [aside.kind, None]},
    )  # fmt: skip
    aside.delete()


def open_concept(concept: Concept) -> Concept:
    """Lock the concept for writing. Raises: ConceptAdopted."""
    held = Concept.objects.select_for_update(of=("self",)).select_related("network", "school").get(pk=concept.pk)
    if not held.is_open:
        raise ConceptAdopted
    return held


def _made(kind: PartKind, concept: Concept, values: Values) -> Any:
    try:
        return made(kind, concept, values)
    except Subject.DoesNotExist:
        raise UnknownSubject from None


def _present(kind: PartKind, concept: Concept, wanted: Any, part: int | None) -> Any:
    """Return the part this is about: the one named, or one that cannot be told apart from the wanted one."""
    rows: Any = kind.model
    found = rows.objects.filter(concept=concept)
    if part is not None:
        return found.filter(pk=part).first()
    if not kind.key:
        return None
    return found.filter(**{name: getattr(wanted, name) for name in kind.key}).first()


def _kept(
    kind: PartKind, concept: Concept, wanted: Any, fresh: Any, part: int | None, revision: int, by: User, at: datetime
) -> SetAside | None:
    """Keep the wanted words beside if writing them would lose others."""
    values = kind.values_of(wanted)
    gone = part is not None and fresh is None
    meets = fresh is not None and fresh.revision != revision and kind.values_of(fresh) != values
    if not gone and not meets and not (fresh is not None and _takes_anothers_place(kind, concept, wanted, fresh)):
        return None
    return SetAside.objects.create(
        concept=concept, kind=kind.slug, part=fresh.pk if fresh else None, why=SetAside.Why.MET, part_values=values,
        written_by=by, written_at=at,
    )  # fmt: skip


def _takes_anothers_place(kind: PartKind, concept: Concept, wanted: Any, fresh: Any) -> bool:
    if not kind.key:
        return False
    other = _present(kind, concept, wanted, None)
    return other is not None and other.pk != fresh.pk


def _saved(kind: PartKind, concept: Concept, fresh: Any, wanted: Any, by: User, at: datetime) -> Part:
    before = kind.values_of(fresh) if fresh else {}
    after = kind.values_of(wanted)
    part: Part = wanted if fresh is None else fresh
    if fresh is not None:
        held: Any = part
        held.concept = concept
        put(kind, held, after)
        part.revision += 1
    part.changed_by, part.changed_at = by, at
    part.save()
    changes = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    _note(concept, part, "changed" if fresh else "added", by, at, changes)
    return part


def _note(concept: Concept, part: Part, done: str, by: User, at: datetime, changes: dict[str, Any]) -> None:
    action = f"{kind_of(part).slug} {done}"
    record(chain=concept.network.journal_chain, subject=concept, action=action, by=by, at=at, changes=changes)
