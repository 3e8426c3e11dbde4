"""Papers that belong to a contract version: the signed original, the council's decision."""

from datetime import datetime

from django.core.files.base import File

from bildungsnetz.accounts.models import User
from bildungsnetz.documents.file_checks import MediaType
from bildungsnetz.documents.models import Attachment
from bildungsnetz.documents.services import attach_file
from bildungsnetz.networks.models import ContractVersion

PURPOSES = ("SIGNED_CONTRACT", "COUNCIL_DECISION")


def attach_paper(*, version: ContractVersion, file: File, purpose: str, by: User, at: datetime) -> Attachment:
    """Keep a PDF with a contract version; it is no part of the text and voids no consent.

    Raises: ValueError for an unknown purpose; FileRefused if the file is no sound PDF or too large.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"{purpose} is not one of {', '.join(PURPOSES)}")
    return attach_file(
        subject=version,
        file=file,
        purpose=purpose,
        chain=version.network.journal_chain,
        by=by,
        at=at,
        allowed=(MediaType.PDF,),
    )
