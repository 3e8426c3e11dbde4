"""What can be said about the signatures in a PDF file, without ever failing on the file itself."""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TypeVar

from asn1crypto import pem, x509
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import PdfSignatureStatus, SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleTrustManager

logger = logging.getLogger(__name__)
Result = TypeVar("Result")


class Problem(TextChoices):
    """Why a file or a signature in it is not all right."""

    UNREADABLE = "UNREADABLE", _("The file is no readable PDF.")
    ENCRYPTED = "ENCRYPTED", _("The file is encrypted.")
    DAMAGED = "DAMAGED", _("The signature cannot be read.")
    CHANGED = "CHANGED", _("The content was changed after it was signed.")
    ADDED_TO = "ADDED_TO", _("Something was added to the file after it was signed.")
    EXPIRED = "EXPIRED", _("The certificate is not valid at this time.")
    REVOKED = "REVOKED", _("The certificate was revoked.")
    UNKNOWN_ISSUER = "UNKNOWN_ISSUER", _("The issuer of the certificate is not among those trusted here.")
    NOT_TRUSTED = "NOT_TRUSTED", _("The certificate does not fit its purpose.")


@dataclass(frozen=True)
class Signature:
    """One signature. ``trusted`` says that its certificate leads to one of the given roots at the moment asked for.

    ``signed_at`` is what the signer says; only with ``time_proven`` it was confirmed by a trusted time stamp.
    """

    signer: str
    intact: bool
    trusted: bool
    covers_whole_file: bool
    signed_at: datetime | None
    time_proven: bool
    problem: Problem | None


@dataclass(frozen=True)
class SignatureReport:
    """The signatures in a file, in the order in which they were made; ``problem`` if the file cannot be read."""

    signatures: tuple[Signature, ...]
    problem: Problem | None = None

    @property
    def signed(self) -> bool:
        """Tell whether there is a signature, good or not."""
        return bool(self.signatures)

    @property
    def all_good(self) -> bool:
        """Tell whether the file is signed and every signature is intact and trusted."""
        return self.signed and all(signature.problem is None for signature in self.signatures)


def check_signatures(*, pdf: bytes, trust_roots: Iterable[bytes], at: datetime) -> SignatureReport:
    """Report on every signature in ``pdf``; certificates are judged as of ``at`` (aware).

    ``trust_roots`` are certificates (PEM, several in one text if need be, or DER). Nothing is fetched from the
    network, so a revocation is seen only if the file brings it along. A file without signature gives an empty
    report, one that is no PDF a report with its problem; no file makes this fail.
    """
    roots = [certificate for text in trust_roots for certificate in certificates_in(text)]
    return in_own_thread(lambda: _report(pdf, roots=roots, at=at))


def certificates_in(text: bytes) -> list[x509.Certificate]:
    """Read the certificates of a PEM text or the one of a DER file.

    Raises: ValueError if there is none.
    """
    if not pem.detect(text):
        return [_certificate(text)]
    return [_certificate(content) for _, _, content in pem.unarmor(text, multiple=True)]


def in_own_thread(work: Callable[[], Result]) -> Result:
    """Do ``work`` in a thread of its own: pyHanko starts an event loop, of which a thread can have only one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()


def _certificate(content: bytes) -> x509.Certificate:
    try:
        certificate = x509.Certificate.load(content)
        # asn1crypto reads lazily: read all, so that a broken certificate shows here and not later.
        _ = certificate.native
    except ValueError:
        raise ValueError("this is no certificate in PEM or DER form") from None
    return certificate


def _report(pdf: bytes, *, roots: list[x509.Certificate], at: datetime) -> SignatureReport:
    try:
        reader = PdfFileReader(BytesIO(pdf))
        if reader.encrypted:
            return SignatureReport((), Problem.ENCRYPTED)
        found = list(reader.embedded_regular_signatures)
    except Exception as problem:
        # Whatever a foreign file does to the parser is the file's fault, and what the caller wants to hear.
        logger.info("pdf not readable kind=%s", type(problem).__name__)
        return SignatureReport((), Problem.UNREADABLE)
    return SignatureReport(tuple(_judged(signature, roots=roots, at=at) for signature in found))


def _judged(embedded: EmbeddedPdfSignature, *, roots: list[x509.Certificate], at: datetime) -> Signature:
    context = ValidationContext(
        trust_manager=SimpleTrustManager.build(trust_roots=roots), moment=at, allow_fetching=False
    )
    try:
        status = validate_pdf_signature(embedded, signer_validation_context=context)
    except Exception as problem:
        logger.info("signature not readable kind=%s", type(problem).__name__)
        return Signature("", False, False, False, None, False, Problem.DAMAGED)
    stamp = status.timestamp_validity
    proven_at = stamp.timestamp if stamp and stamp.intact and stamp.valid and stamp.trusted else None
    return Signature(
        signer=str(status.signing_cert.subject.native.get("common_name", status.signing_cert.subject.human_friendly)),
        intact=status.intact and status.valid,
        trusted=status.trusted,
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        signed_at=proven_at or status.signer_reported_dt,
        time_proven=proven_at is not None,
        problem=_problem(status),
    )


def _problem(status: PdfSignatureStatus) -> Problem | None:
    if not (status.intact and status.valid):
        return Problem.CHANGED
    # Later signatures and their proofs may follow a signature; anything else may not.
    if not status.docmdp_ok:
        return Problem.ADDED_TO
    if status.trusted:
        return None
    match status.trust_problem_indic:
        case AdESIndeterminate.EXPIRED | AdESIndeterminate.NOT_YET_VALID | AdESIndeterminate.OUT_OF_BOUNDS_NO_POE:
            return Problem.EXPIRED
        case AdESIndeterminate.REVOKED_NO_POE | AdESIndeterminate.REVOKED_CA_NO_POE:
            return Problem.REVOKED
        case AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND:
            return Problem.UNKNOWN_ISSUER
    return Problem.NOT_TRUSTED
