"""The agenda: motions, items, their papers, and every text ever written into the minutes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.documents.models import Attachment
from bildungsnetz.governance.models.body import Body
from bildungsnetz.governance.models.meeting import Meeting
from bildungsnetz.governance.models.publishing import Publishable
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network


class ItemKind(models.TextChoices):
    """What an item of the agenda is for."""

    OPENING = "OPENING", _("opening and minutes of the last meeting")
    ORDERS = "ORDERS", _("open work orders")
    ITEM = "ITEM", pgettext_lazy("agenda", "item")
    OTHER_BUSINESS = "OTHER_BUSINESS", _("other business")


@personal_data(
    personal=["submitted_by", "minutes"],
    impersonal=["kind", "title", "text"],
    purpose="Says who asked for an item; minutes may name people who spoke.",
    deleted_when="Names in the minutes are taken out when the person is erased.",
)
class AgendaItem(models.Model):
    """One item. ``minutes`` is the text that stands, ``minutes_number`` how often it was written."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=14, choices=ItemKind.choices, default=ItemKind.ITEM)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what it is about"), blank=True)
    submitted_by = models.CharField(_("submitted by"), max_length=160, blank=True)
    is_public = models.BooleanField(_("public item"), default=True)
    touches_inner_matters = models.BooleanField(_("touches inner school matters"), default=False)
    minutes = models.TextField(_("minutes"), blank=True)
    minutes_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("agenda item")
        constraints = [models.UniqueConstraint(name="one_item_per_position", fields=["meeting", "position"])]

    def __str__(self) -> str:
        return f"{self.position} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the page of the item."""
        return reverse("governance:item", args=[self.meeting.body.network.slug, self.meeting_id, self.position])


class TextState(models.TextChoices):
    """What has become of a text written into the minutes."""

    STANDS = "STANDS", pgettext_lazy("minutes text", "stands")
    REPLACED = "REPLACED", pgettext_lazy("minutes text", "replaced")
    # Written on a text that somebody else had changed meanwhile, in the same lines: kept until a person chooses.
    BESIDE = "BESIDE", pgettext_lazy("minutes text", "kept beside")
    SETTLED = "SETTLED", pgettext_lazy("minutes text", "settled")


@personal_data(
    personal=["text", "written_by"],
    impersonal=["state"],
    purpose="Keeps every text two people write into the minutes at the same time, so that none is lost.",
    deleted_when="When the minutes are approved; the approved text stays.",
)
class MinutesText(models.Model):
    """One text written for an item, on the text numbered ``based_on``; a text beside has no number of its own."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField(null=True)
    based_on = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=TextState.choices)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("text of the minutes")
        constraints = [
            models.UniqueConstraint(name="one_minutes_text_per_number", fields=["item", "number"]),
            models.UniqueConstraint(name="one_minutes_text_stands", fields=["item"], condition=Q(state="STANDS")),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number or self.state}"


@personal_data(
    personal=["cleared_by"],
    impersonal=["title", "reference"],
    purpose="Names who cleared a paper for the Land's side.",
    deleted_when="The tie to the person with the account.",
)
class Paper(Publishable):
    """A paper for an item: a file, its title and number."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    reference = models.CharField(_("number of the paper"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("paper")
        constraints = [*Publishable.Meta.constraints]

    def __str__(self) -> str:
        return self.title

    @property
    def network(self) -> Network:
        """The network it belongs to."""
        return self.item.meeting.network


@personal_data(
    personal=["handed_in_by"],
    impersonal=["title", "text"],
    purpose="Says which member asked a body to deal with something.",
    deleted_when="The tie to the person with the account.",
)
class Motion(models.Model):
    """What a member asks a body to deal with; the office puts it on an agenda."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="motions")
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what shall be decided"))
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    handed_in_at = models.DateTimeField(_("handed in at"))
    item = models.OneToOneField(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="motion")

    class Meta:
        verbose_name = _("motion")

    def __str__(self) -> str:
        return self.title
