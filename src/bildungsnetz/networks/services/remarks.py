"""Questions and remarks of the sides on a draft."""

from datetime import datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import ContractVersion, Remark, Side
from bildungsnetz.networks.permissions import contract_mandate
from bildungsnetz.networks.selectors.people import sides_of


@transaction.atomic
def leave_remark(*, version: ContractVersion, text: str, by: User, at: datetime) -> Remark:
    """Write a remark for the side the author works for; both sides and the office read it."""
    network = version.network
    mandate = contract_mandate(by, network=network, on=at.date())
    sides = [Side(mandate.side)] if mandate else sides_of(by, network=network, on=at.date())
    side = sides[0] if sides else Side.MUNICIPAL
    remark = Remark.objects.create(version=version, side=side, text=text, written_by=by, written_at=at)
    record(chain=network.journal_chain, subject=version, action="remark left", by=by, at=at)
    return remark
