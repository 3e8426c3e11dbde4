"""Approved minutes on their way to the public, apart from the agenda: what was said is cleared anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bildungsnetz.governance.models.meeting import Meeting
from bildungsnetz.governance.models.publishing import Publishable
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network


@personal_data(
    personal=["cleared_by"],
    impersonal=[],
    purpose="Names who cleared the minutes for the Land's side.",
    deleted_when="The tie to the person with the account; the moment stays as evidence.",
)
class PublicMinutes(Publishable):
    """The public part of a meeting's approved minutes: public items, names only of people who agreed to be named."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="public_minutes")

    class Meta:
        verbose_name = _("public minutes")
        constraints = [*Publishable.Meta.constraints]

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def network(self) -> Network:
        """The network they belong to."""
        return self.meeting.network
