import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from bildungsnetz.documents.models import Attachment
from bildungsnetz.documents.selectors import attachments_of, changed_files
from bildungsnetz.documents.services import (
    FileMissing,
    FileTooLarge,
    FileTypeNotAllowed,
    FileTypeUnknown,
    MediaType,
    Problem,
    attach_file,
    attachment_response,
    delete_attachment,
    erase_person,
    remove_orphaned_files,
    render_pdf,
    seal_pdf,
    signature_report,
)
from bildungsnetz.documents.tests.certificates import PASSWORD, Authority
from bildungsnetz.documents.tests.factories import EXAMPLE, MOMENT, example_data, pdf, person, png, upload
from bildungsnetz.journal import erasure
from bildungsnetz.journal.models import Chain, Entry

pytestmark = pytest.mark.django_db


def attach(subject, *, by, content=None, name="Ratsbeschluss.pdf", **changes):
    file = upload(pdf() if content is None else content, name)
    arguments = {"subject": subject, "purpose": "COUNCIL_DECISION", "chain": "kreis-beispiel", "by": by, "at": MOMENT}
    return attach_file(file=file, **{**arguments, **changes})


@pytest.fixture
def erika():
    return person()


@pytest.fixture
def subject():
    return Chain.objects.create(name="anything")


def stored():
    return sorted(str(path) for path in Path(default_storage.location).rglob("*") if path.is_file())


def test_attached_file_is_kept_under_a_name_that_says_nothing(subject, erika):
    content = pdf()

    attachment = attach(subject, by=erika, content=content)

    assert Attachment.objects.values().get() == {
        "id": attachment.pk,
        "key": attachment.key,
        "file": attachment.file.name,
        "original_name": "Ratsbeschluss.pdf",
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "purpose": "COUNCIL_DECISION",
        "uploaded_by_id": erika.pk,
        "uploaded_at": MOMENT,
        "about_id": None,
        "subject_type": "journal.chain",
        "subject_id": str(subject.pk),
    }
    assert Path(attachment.file.path).read_bytes() == content
    assert "Rats" not in attachment.file.name
    assert Path(attachment.file.name).suffix == ""


def test_journal_knows_the_check_sum_and_not_the_name(subject, erika):
    attachment = attach(subject, by=erika)

    entry = Entry.objects.get(chain="kreis-beispiel")
    assert (entry.action, entry.actor, entry.changes["sha256"]) == (
        "file attached",
        erika.key,
        [None, attachment.sha256],
    )
    assert "Ratsbeschluss" not in str(entry.changes)


def test_files_of_a_subject_come_latest_first_and_only_its_own(subject, erika):
    other = Chain.objects.create(name="other")
    first = attach(subject, by=erika)
    second = attach(subject, by=erika, at=MOMENT + timedelta(days=1), purpose="SIGNED_COPY")
    attach(other, by=erika)

    assert list(attachments_of(subject)) == [second, first]
    assert list(attachments_of(subject, purpose="COUNCIL_DECISION")) == [first]


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_files_needs_one_query(count, subject, erika, django_assert_num_queries):
    for _ in range(count):
        attach(subject, by=erika)

    with django_assert_num_queries(1):
        names = [str(attachment.uploaded_by) for attachment in attachments_of(subject)]

    assert names == ["Erika Beispiel"] * count


def test_refused_file_leaves_nothing_behind(subject, erika):
    with pytest.raises(FileTypeUnknown):
        attach(subject, by=erika, content=b"MZ\x90\x00", name="vertrag.pdf")

    assert (Attachment.objects.count(), Entry.objects.count(), stored()) == (0, 0, [])


def test_file_of_a_type_that_does_not_fit_is_refused(subject, erika):
    with pytest.raises(FileTypeNotAllowed) as refusal:
        attach(subject, by=erika, content=png(), allowed=[MediaType.PDF])

    assert (refusal.value.media_type, refusal.value.allowed) == (MediaType.PNG, (MediaType.PDF,))


def test_file_beyond_the_limit_is_refused(subject, erika, settings):
    settings.ATTACHMENT_LIMIT = 100

    with pytest.raises(FileTooLarge) as refusal:
        attach(subject, by=erika, content=b"x" * 101)

    assert (refusal.value.size, refusal.value.limit) == (101, 100)


def test_announced_size_is_not_believed(subject, erika, settings):
    settings.ATTACHMENT_LIMIT = 100
    file = upload(b"x" * 101)
    file.size = 1

    with pytest.raises(FileTooLarge):
        attach_file(subject=subject, file=file, purpose="X", chain="c", by=erika, at=MOMENT)


def test_download_is_for_saving_and_never_for_showing(subject, erika):
    content = pdf()
    attachment = attach(subject, by=erika, content=content, name="Beschluss Größe.pdf")

    response = attachment_response(attachment)

    assert b"".join(response.streaming_content) == content
    assert dict(response.items()) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(content)),
        "Content-Disposition": "attachment; filename*=utf-8''Beschluss%20Gr%C3%B6%C3%9Fe.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    response.close()


def test_missing_file_is_named(subject, erika):
    attachment = attach(subject, by=erika)
    Path(attachment.file.path).unlink()

    with pytest.raises(FileMissing) as refusal:
        attachment_response(attachment)

    assert refusal.value.attachment == attachment
    assert list(changed_files()) == [f"the file of attachment {attachment.key} is missing"]


def test_file_changed_on_the_disk_is_noticed(subject, erika):
    whole = attach(subject, by=erika)
    changed = attach(subject, by=erika)
    Path(changed.file.path).write_bytes(b"anderes")

    assert list(changed_files()) == [f"the file of attachment {changed.key} has changed since it was attached"]
    assert Path(whole.file.path).is_file()


def test_deleted_file_leaves_the_disk_with_the_commit(subject, erika, django_capture_on_commit_callbacks):
    attachment = attach(subject, by=erika)

    with django_capture_on_commit_callbacks(execute=True):
        delete_attachment(attachment=attachment, chain="kreis-beispiel", by=erika, at=MOMENT, reason="Doppelt")

    assert (Attachment.objects.count(), stored()) == (0, [])
    assert [entry.action for entry in Entry.objects.order_by("number")] == ["file attached", "file deleted"]


@pytest.mark.django_db(transaction=True)
def test_deletion_that_is_rolled_back_keeps_the_file(erika):
    attachment = attach(Chain.objects.create(name="anything"), by=erika)

    with transaction.atomic():
        delete_attachment(attachment=attachment, chain="kreis-beispiel", by=erika, at=MOMENT)
        transaction.set_rollback(True)

    assert len(stored()) == Attachment.objects.count() == 1


def test_erased_person_is_named_by_no_file_and_takes_the_files_about_it_along(
    subject, erika, django_capture_on_commit_callbacks
):
    max_ = person("max@example.org", "Max von Ott")
    attach(subject, by=max_, about=erika, name="Zeugnis.pdf")
    uploaded = attach(subject, by=erika, name="Tagesordnung.pdf")
    named = attach(subject, by=max_, name="BeispielVertrag von 2027.pdf")
    other = attach(subject, by=max_, name="Protokoll von Mai.pdf")

    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase_person(person=erika, by=max_, at=MOMENT)

    for attachment in (uploaded, named, other):
        attachment.refresh_from_db()
    assert (uploaded.uploaded_by, uploaded.original_name) == (None, "Tagesordnung.pdf")
    assert (named.uploaded_by, named.original_name) == (max_, "datei.pdf")
    assert (other.uploaded_by, other.original_name) == (max_, "Protokoll von Mai.pdf")
    assert len(stored()) == Attachment.objects.count() == 3


def test_short_name_counts_as_a_word_of_its_own_only(subject, erika):
    max_ = person("max@example.org", "Max Ött")
    alone = attach(subject, by=erika, name="Brief_ÖTT_2.pdf")
    inside = attach(subject, by=erika, name="Öttersdorf.pdf")

    erase_person(max_)

    alone.refresh_from_db()
    inside.refresh_from_db()
    assert (alone.original_name, inside.original_name) == ("datei.pdf", "Öttersdorf.pdf")


def test_files_without_a_row_are_removed_after_a_day(subject, erika):
    kept = attach(subject, by=erika)
    orphan = attach(subject, by=erika)
    path = Path(orphan.file.path)
    Attachment.objects.filter(pk=orphan.pk).delete()
    written = default_storage.get_modified_time(orphan.file.name)

    assert remove_orphaned_files(now=written + timedelta(hours=23)) == 0
    assert remove_orphaned_files(now=written + timedelta(days=2)) == 1
    assert not path.exists()
    assert Path(kept.file.path).exists()


def test_no_folder_means_no_orphans():
    assert remove_orphaned_files(now=MOMENT) == 0


def test_attached_signed_document_is_checked_against_the_operators_roots(subject, erika, settings, tmp_path):
    authority = Authority()
    settings.SEAL_P12, settings.SEAL_PASSWORD = tmp_path / "seal.p12", PASSWORD
    settings.SEAL_P12.write_bytes(authority.p12())
    document = render_pdf(template=EXAMPLE, data=example_data(), title="Vertrag", language="de", at=MOMENT)
    attachment = attach(subject, by=erika, content=seal_pdf(pdf=document, reason="Vertrag", at=MOMENT).pdf)

    settings.SIGNATURE_ROOTS = None
    unknown = signature_report(attachment=attachment, at=MOMENT)
    settings.SIGNATURE_ROOTS = tmp_path / "roots.pem"
    settings.SIGNATURE_ROOTS.write_bytes(Authority("Andere").root + authority.root)
    trusted = signature_report(attachment=attachment, at=MOMENT)

    assert [signature.problem for signature in unknown.signatures] == [Problem.UNKNOWN_ISSUER]
    assert trusted.all_good


def test_signature_report_on_a_picture_says_it_is_no_document(subject, erika):
    attachment = attach(subject, by=erika, content=png(), name="bild.png")

    assert signature_report(attachment=attachment, at=MOMENT).problem == Problem.UNREADABLE
