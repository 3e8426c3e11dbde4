"""The operator's seal: a PAdES signature of the platform on a document it has made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from pyhanko.pdf_utils.generic import NameObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from bildungsnetz.documents.signatures import in_own_thread

FIELD = "Seal"
WARNING_BEFORE_END = timedelta(days=30)


class SealKeyUnusable(RuntimeError):
    """The configured key cannot be opened or its certificate is not valid now; the operator must act."""

    def __init__(self, *, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True)
class Sealed:
    """A document and whether it bears the seal."""

    pdf: bytes
    sealed: bool


def seal_configured() -> bool:
    """Tell whether the operator has given a key (``BILDUNGSNETZ_SEAL_P12``)."""
    return settings.SEAL_P12 is not None


def seal_pdf(*, pdf: bytes, reason: str, at: datetime) -> Sealed:
    """Add the operator's seal; without a configured key the document comes back as it was, and says so.

    ``reason`` stands in the signature ("agreed by both sides"), ``at`` is the moment it claims. The file stays
    PDF/UA-1 and PDF/A-2a. It is no qualified seal in the sense of Regulation (EU) No 910/2014.
    Raises: SealKeyUnusable if the key cannot be opened or its certificate is not valid at ``at``.
    """
    if settings.SEAL_P12 is None:
        return Sealed(pdf=pdf, sealed=False)
    key = _key(settings.SEAL_P12, password=settings.SEAL_PASSWORD, at=at)
    return Sealed(pdf=in_own_thread(lambda: _signed(pdf, key=key, reason=reason, at=at)), sealed=True)


def seal_problems(*, at: datetime) -> Iterator[str]:
    """Say what is wrong with the configured key at ``at``, or will be within 30 days; nothing without a key."""
    if settings.SEAL_P12 is None:
        return
    try:
        key = _key(settings.SEAL_P12, password=settings.SEAL_PASSWORD, at=at)
    except SealKeyUnusable as problem:
        yield f"the key for the seal cannot be used: {problem}"
        return
    certificate = key.signing_cert
    if certificate is not None and certificate.not_valid_after - at < WARNING_BEFORE_END:
        ends = certificate.not_valid_after
        yield f"the certificate of the seal ends on {ends:%d.%m.%Y}; please replace {settings.SEAL_P12}"


class _SignerOfAMoment(PdfSigner):
    """Signs as of a given moment instead of asking the clock."""

    moment: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.moment
        return session


def _key(path: Path, *, password: str, at: datetime) -> SimpleSigner:
    try:
        key: SimpleSigner = SimpleSigner.load_pkcs12_data(
            path.read_bytes(), other_certs=[], passphrase=password.encode() or None
        )
    except (OSError, ValueError, TypeError) as problem:
        raise SealKeyUnusable(path=path, reason=f"it cannot be opened with this password ({problem})") from None
    certificate = key.signing_cert
    if certificate is None or not certificate.not_valid_before <= at < certificate.not_valid_after:
        raise SealKeyUnusable(path=path, reason="its certificate is not valid at this time")
    return key


def _signed(pdf: bytes, *, key: SimpleSigner, reason: str, at: datetime) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    _keep_reading_order(writer)
    signer = _SignerOfAMoment(
        PdfSignatureMetadata(field_name=FIELD, reason=reason, subfilter=SigSeedSubFilter.PADES),
        signer=key,
        new_field_spec=SigFieldSpec(
            FIELD,
            readable_field_name=reason,
            # An invisible field outside the page: what is not to be seen needs no place in the structure (PDF/UA-1,
            # 7.18.1), and PDF/A forbids the other way, the hidden flag.
            invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
        ),
    )
    signer.moment = at
    return bytes(signer.sign_pdf(writer).getvalue())


def _keep_reading_order(writer: IncrementalPdfFileWriter) -> None:
    # PDF/UA-1, 7.18.3: a page with an annotation (the field is one) says that tabbing follows the structure.
    reference = writer.find_page_for_modification(0)[0]
    page = reference.get_object()
    if page.get("/Tabs") != NameObject("/S"):
        page[pdf_name("/Tabs")] = pdf_name("/S")
        writer.mark_update(reference)
