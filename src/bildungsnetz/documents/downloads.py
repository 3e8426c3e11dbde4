"""Handing out a file safely: for saving, never for showing inside the site."""

from django.http import FileResponse

from bildungsnetz.documents.models import Attachment


class FileMissing(LookupError):
    """The row is there, the file is not: the operator must restore it."""

    def __init__(self, attachment: Attachment) -> None:
        super().__init__(str(attachment.key))
        self.attachment = attachment


def attachment_response(attachment: Attachment) -> FileResponse:
    """Return a file as a download under its cleaned name; who may have it is the caller's question.

    The headers keep a browser from opening it inside the site, guessing another type or keeping a copy.
    Raises: FileMissing if the file is gone from the disk.
    """
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError:
        raise FileMissing(attachment) from None
    return FileResponse(
        content,
        as_attachment=True,
        filename=attachment.original_name,
        content_type=attachment.media_type,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )
