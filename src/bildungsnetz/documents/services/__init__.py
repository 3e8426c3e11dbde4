"""What this room does: render documents, seal and check them, keep attachments."""

from bildungsnetz.documents.services.rendering import RenderingFailed, Template, render_pdf
from bildungsnetz.documents.services.sealing import Sealed, SealKeyUnusable, seal_configured, seal_pdf
from bildungsnetz.documents.signatures import Problem, Signature, SignatureReport, check_signatures

__all__ = [
    "Problem",
    "RenderingFailed",
    "SealKeyUnusable",
    "Sealed",
    "Signature",
    "SignatureReport",
    "Template",
    "check_signatures",
    "render_pdf",
    "seal_configured",
    "seal_pdf",
]
