"""Papers for the items of an agenda."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.documents.services import MediaType, attach_file
from bildungsnetz.governance.models import AgendaItem, Paper


@transaction.atomic
def add_paper(
    *, item: AgendaItem, title: str, reference: str, file: File, by: User, at: datetime,
    touches_inner_matters: bool = False,
) -> Paper:  # fmt: skip
    """Keep a PDF with an item. Raises: FileRefused if the file is no sound PDF or too large."""
    attachment = attach_file(
        subject=item, file=file, purpose="PAPER", chain=item.meeting.body.network.journal_chain, by=by, at=at,
        allowed=(MediaType.PDF,),
    )  # fmt: skip
    return Paper.objects.create(
        item=item, attachment=attachment, title=title, reference=reference,
        touches_inner_matters=touches_inner_matters,
    )  # fmt: skip
