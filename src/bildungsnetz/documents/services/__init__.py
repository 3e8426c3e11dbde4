"""What this room does: render documents, seal and check them, keep attachments."""

from bildungsnetz.documents.downloads import FileMissing, attachment_response
from bildungsnetz.documents.file_checks import (
    FileActive,
    FileDamaged,
    FileEmpty,
    FileEncrypted,
    FileRefused,
    FileTypeUnknown,
    MediaType,
)
from bildungsnetz.documents.services.attaching import (
    FileTooLarge,
    FileTypeNotAllowed,
    attach_file,
    delete_attachment,
    forget_attachment,
    signature_report,
)
from bildungsnetz.documents.services.forgetting import erase_person, remove_orphaned_files
from bildungsnetz.documents.services.rendering import RenderingFailed, Template, render_pdf
from bildungsnetz.documents.services.sealing import Sealed, SealKeyUnusable, seal_configured, seal_pdf
from bildungsnetz.documents.signatures import Problem, Signature, SignatureReport, check_signatures

__all__ = [
    "FileActive",
    "FileDamaged",
    "FileEmpty",
    "FileEncrypted",
    "FileMissing",
    "FileRefused",
    "FileTooLarge",
    "FileTypeNotAllowed",
    "FileTypeUnknown",
    "MediaType",
    "Problem",
    "RenderingFailed",
    "SealKeyUnusable",
    "Sealed",
    "Signature",
    "SignatureReport",
    "Template",
    "attach_file",
    "attachment_response",
    "check_signatures",
    "delete_attachment",
    "erase_person",
    "forget_attachment",
    "remove_orphaned_files",
    "render_pdf",
    "seal_configured",
    "seal_pdf",
    "signature_report",
]
