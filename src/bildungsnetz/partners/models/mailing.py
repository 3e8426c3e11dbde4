"""Distribution lists, and the circulars that went to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models.institutions import Kind, Side
from bildungsnetz.partners.models.people import Person
from bildungsnetz.post.models import Message


@personal_data(
    personal=["entered_by"],
    impersonal=["name", "kind", "side", "town", "function"],
    purpose="Says who has made a distribution list, for questions.",
    deleted_when="With the account of the person who made it.",
)
class DistributionList(models.Model):
    """A filter with a name: who fits on the day a circular is sent and has agreed to it gets it.

    Nobody is put on a list by hand, so nobody stays on one after leaving a function.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices, blank=True)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices, blank=True)
    town = models.CharField(_("municipality key"), max_length=8, blank=True)
    function = models.CharField(_("function"), max_length=120, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("distribution list")
        verbose_name_plural = _("distribution lists")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"],
                name="one_distribution_list_of_a_name",
                violation_error_message=_("There is a list of this name already."),
            ),
            models.CheckConstraint(name="distribution_town_is_a_key", condition=Q(town="") | Q(town__regex=r"^\d{8}$")),
        ]

    def __str__(self) -> str:
        return self.name


@personal_data(
    personal=["sent_by", "body"],
    impersonal=["subject", "list_name"],
    purpose="Shows an office what it has sent to its partners, and who has sent it.",
    deleted_when="Three years after it was sent.",
)
class Circular(models.Model):
    """One text that went to everybody on a distribution list that day."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    sent_to = models.ForeignKey(DistributionList, null=True, on_delete=models.SET_NULL, related_name="circulars")
    list_name = models.CharField(_("distribution list"), max_length=120)
    subject = models.CharField(pgettext_lazy("message", "subject"), max_length=200)
    body = models.TextField(pgettext_lazy("message", "text"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("circular")
        verbose_name_plural = _("circulars")
        indexes = [models.Index(fields=["network", "sent_at"], name="circulars_by_network")]

    def __str__(self) -> str:
        return self.subject


@personal_data(
    personal=["person"],
    purpose="Shows an office to whom a circular could not be delivered.",
    deleted_when="With the contact person, and with the circular.",
)
class CircularCopy(models.Model):
    """A circular on its way to one person; what became of it says the message, as long as the outbox keeps it."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="copies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="circulars")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("copy of a circular")
        constraints = [models.UniqueConstraint(fields=["circular", "person"], name="one_copy_per_person")]

    def __str__(self) -> str:
        return f"{self.circular_id} {self.person_id}"
