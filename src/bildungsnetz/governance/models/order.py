"""Work orders: who does what by when, until it is done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.governance.models.body import Body
from bildungsnetz.governance.models.decision import Decision
from bildungsnetz.governance.models.evaluation import Evaluation
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.partners.models import Institution


class OrderState(models.TextChoices):
    """Where an order stands."""

    OPEN = "OPEN", pgettext_lazy("order", "running")
    DONE = "DONE", pgettext_lazy("order", "done")
    DROPPED = "DROPPED", pgettext_lazy("order", "dropped")


@personal_data(
    personal=["owner", "owner_name", "reported_by"],
    impersonal=["title", "text", "state", "report"],
    purpose="Says who has taken on what until when, and reminds them.",
    deleted_when="The tie to the account and the name with the person's erasure.",
)
class WorkOrder(models.Model):
    """A time-limited order; it stands on every following agenda of ``body`` until it is done or dropped."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="orders")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="orders")
    evaluation = models.ForeignKey(Evaluation, null=True, blank=True, on_delete=models.PROTECT, related_name="orders")
    title = models.CharField(_("order"), max_length=160)
    text = models.TextField(_("what is to be done"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="orders"
    )
    owner_name = models.CharField(_("who"), max_length=160, blank=True)
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(_("given at"))
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=7, choices=OrderState.choices, default=OrderState.OPEN)
    done_at = models.DateTimeField(_("reported done at"), null=True, blank=True)
    report = models.TextField(_("report"), blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("work order")
        indexes = [models.Index(fields=["body", "state", "due_on"], name="orders_by_body")]
        constraints = [
            models.CheckConstraint(
                name="finished_orders_say_when",
                condition=Q(state="OPEN", done_at=None) | (~Q(state="OPEN") & Q(done_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        """Name of whoever has taken it on."""
        return str(self.owner) if self.owner else self.owner_name or str(self.institution or "")
