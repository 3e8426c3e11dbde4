import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bildungsnetz.documents.services import (
    Problem,
    Sealed,
    SealKeyUnusable,
    Signature,
    SignatureReport,
    check_signatures,
    render_pdf,
    seal_configured,
    seal_pdf,
)
from bildungsnetz.documents.services.sealing import seal_problems
from bildungsnetz.documents.tests.certificates import END, PASSWORD, Authority
from bildungsnetz.documents.tests.factories import EXAMPLE, MOMENT, example_data


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def document():
    return render_pdf(template=EXAMPLE, data=example_data(), title="Beispielvertrag", language="de", at=MOMENT)


@pytest.fixture
def key(authority, settings, tmp_path):
    settings.SEAL_P12 = tmp_path / "seal.p12"
    settings.SEAL_P12.write_bytes(authority.p12())
    settings.SEAL_PASSWORD = PASSWORD
    return settings.SEAL_P12


def sealed(document):
    return seal_pdf(pdf=document, reason="Beide Seiten haben zugestimmt", at=MOMENT)


def report(pdf, *authorities, at=MOMENT):
    return check_signatures(pdf=pdf, trust_roots=[authority.root for authority in authorities], at=at)


GOOD = Signature(
    signer="Betrieb Beispielnetz",
    intact=True,
    trusted=True,
    covers_whole_file=True,
    signed_at=MOMENT,
    time_proven=False,
    problem=None,
)


def test_without_a_key_the_document_comes_back_unsealed(document, settings):
    settings.SEAL_P12 = None

    assert seal_configured() is False
    assert sealed(document) == Sealed(pdf=document, sealed=False)


def test_sealed_document_is_intact_and_trusted(document, key, authority):
    result = sealed(document)

    assert (seal_configured(), result.sealed) == (True, True)
    assert report(result.pdf, authority) == SignatureReport((GOOD,))
    assert report(result.pdf, authority).all_good


def test_sealing_and_checking_work_while_an_event_loop_runs(document, key, authority):
    async def in_a_loop():
        return report(sealed(document).pdf, authority)

    # A thread of its own: a browser test in the same process may have left its loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        found = thread.submit(lambda: asyncio.run(in_a_loop())).result()

    assert found.all_good


def test_sealed_document_stays_accessible_and_archivable(document, key):
    pdf = sealed(document).pdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        with opened.open_metadata() as metadata:
            promises = (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"])
        page = opened.pages[0]
        field = opened.Root.AcroForm.Fields[0]
        facts = {
            "language": str(opened.Root.Lang),
            "tagged": "/StructTreeRoot" in opened.Root and bool(opened.Root.MarkInfo.Marked),
            "tabbing follows the structure": str(page.Tabs),
            "printed, not hidden": int(field.F) & 0b110,
            "outside the page": float(field.Rect[2]) < 0 and float(field.Rect[3]) < 0,
            "named": str(field.TU),
            "kind": str(field.V.SubFilter),
        }

    assert promises == ("1", "2", "A")
    assert pdf.startswith(document)
    assert facts == {
        "language": "de",
        "tagged": True,
        "tabbing follows the structure": "/S",
        "printed, not hidden": 0b100,
        "outside the page": True,
        "named": "Beide Seiten haben zugestimmt",
        "kind": "/ETSI.CAdES.detached",
    }


def test_one_changed_byte_breaks_the_seal(document, key, authority):
    pdf = bytearray(sealed(document).pdf)
    place = pdf.index(b"/Creator") + 12
    pdf[place] ^= 1

    (signature,) = report(bytes(pdf), authority).signatures

    assert (signature.intact, signature.problem) == (False, Problem.CHANGED)


def test_seal_of_an_unknown_issuer_is_intact_but_not_trusted(document, key):
    (signature,) = report(sealed(document).pdf, Authority("Eine andere Stelle")).signatures

    assert (signature.intact, signature.trusted, signature.problem) == (True, False, Problem.UNKNOWN_ISSUER)


def test_nobody_is_trusted_without_roots(document, key):
    (signature,) = report(sealed(document).pdf).signatures

    assert (signature.intact, signature.trusted) == (True, False)


def test_seal_of_an_expired_certificate_is_not_trusted(document, key, authority):
    (signature,) = report(sealed(document).pdf, authority, at=END + timedelta(days=1)).signatures

    assert (signature.intact, signature.trusted, signature.problem) == (True, False, Problem.EXPIRED)


def test_first_seal_still_stands_when_a_second_one_follows(document, key, authority, monkeypatch):
    once = sealed(document).pdf
    monkeypatch.setattr("bildungsnetz.documents.services.sealing.FIELD", "Second")

    first, second = report(sealed(once).pdf, authority).signatures

    assert (first.problem, first.covers_whole_file) == (None, False)
    assert second == GOOD


def test_drawing_added_after_the_seal_is_noticed(document, key, authority):
    writer = IncrementalPdfFileWriter(BytesIO(sealed(document).pdf))
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"0 0 99 99 re f")))
    out = BytesIO()
    writer.write(out)

    (signature,) = report(out.getvalue(), authority).signatures

    assert (signature.covers_whole_file, signature.problem) == (False, Problem.ADDED_TO)


def test_unsigned_document_gives_an_empty_report(document, authority):
    result = report(document, authority)

    assert (result, result.signed, result.all_good) == (SignatureReport(()), False, False)


@pytest.mark.parametrize(
    "content",
    [b"", b"Kein PDF", b"%PDF-1.7\n", b"\x00" * 2000, b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"],
    ids=["empty", "text", "head only", "zeros", "no objects"],
)
def test_broken_file_gives_a_report_and_no_traceback(content, authority):
    assert report(content, authority) == SignatureReport((), Problem.UNREADABLE)


def test_every_truncation_gives_a_report_and_no_traceback(document, key, authority):
    pdf = sealed(document).pdf

    for length in range(0, len(pdf), len(pdf) // 40):
        assert not report(pdf[:length], authority).all_good


def test_encrypted_file_says_so(document, authority):
    out = BytesIO()
    with pikepdf.open(BytesIO(document)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))

    assert report(out.getvalue(), authority) == SignatureReport((), Problem.ENCRYPTED)


def test_wrong_password_names_the_key_and_not_the_password(document, key, settings):
    settings.SEAL_PASSWORD = "falsch-geheim"

    with pytest.raises(SealKeyUnusable) as refusal:
        sealed(document)

    assert refusal.value.path == key
    assert "falsch-geheim" not in str(refusal.value)


def test_key_whose_certificate_has_expired_seals_nothing(document, authority, settings, tmp_path):
    settings.SEAL_P12 = tmp_path / "old.p12"
    settings.SEAL_P12.write_bytes(authority.p12(end=MOMENT - timedelta(days=1)))
    settings.SEAL_PASSWORD = PASSWORD

    with pytest.raises(SealKeyUnusable):
        sealed(document)


def test_operator_hears_of_the_end_of_the_certificate_in_time(key):
    problems = [list(seal_problems(at=END - timedelta(days=days))) for days in (31, 29)]

    assert problems == [[], [f"the certificate of the seal ends on 31.12.2029; please replace {key}"]]


def test_operator_hears_of_a_key_that_cannot_be_used(key, settings):
    settings.SEAL_PASSWORD = "falsch"

    (problem,) = seal_problems(at=MOMENT)

    assert problem.startswith(f"the key for the seal cannot be used: {key}")


def test_no_key_is_no_problem(settings):
    settings.SEAL_P12 = None

    assert list(seal_problems(at=MOMENT)) == []


def test_trust_roots_that_are_no_certificates_are_the_callers_fault(document):
    with pytest.raises(ValueError, match="certificate"):
        check_signatures(pdf=document, trust_roots=[b"kein Zertifikat"], at=MOMENT)
