"""How institutions work together: typed, dated, named in both directions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models.institutions import Institution


class CooperationKind(models.TextChoices):
    """What one institution does with another; the label is read from the first one's side."""

    WORKS_WITH = "WORKS_WITH", _("works with")
    SUPPORTS = "SUPPORTS", _("supports")
    ADVISES = "ADVISES", _("advises")
    OFFERS_PLACES = "OFFERS_PLACES", _("offers places to")
    HANDS_OVER = "HANDS_OVER", _("hands over to")
    FUNDS = "FUNDS", _("funds")


# The same cooperation, read from the second one's side.
REVERSED: dict[str, str | Promise] = {
    CooperationKind.WORKS_WITH: _("works with"),
    CooperationKind.SUPPORTS: _("is supported by"),
    CooperationKind.ADVISES: _("is advised by"),
    CooperationKind.OFFERS_PLACES: _("gets places from"),
    CooperationKind.HANDS_OVER: _("takes over from"),
    CooperationKind.FUNDS: _("is funded by"),
}


class Evidence(models.TextChoices):
    """What shows that a cooperation exists."""

    AGREEMENT = "AGREEMENT", _("written agreement")
    MEETING = "MEETING", _("meeting")
    MEASURE = "MEASURE", _("joint measure")
    STATEMENT = "STATEMENT", _("statement of one of them")


@personal_data(
    personal=["entered_by"],
    impersonal=["kind", "purpose", "evidence", "evidence_note", "first", "second"],
    purpose="Says who has entered a cooperation, for questions.",
    deleted_when="With the account of the person who entered it.",
)
class Cooperation(models.Model):
    """Two institutions working together for a purpose, from day to day (half-open), as one network keeps it."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="cooperations_as_first")
    second = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="cooperations_as_second")
    kind = models.CharField(_("kind"), max_length=14, choices=CooperationKind.choices)
    purpose = models.CharField(_("purpose"), max_length=300)
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence.choices)
    evidence_note = models.CharField(_("where the evidence is found"), max_length=300, blank=True)
    began_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True, help_text=_("First day without it."))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_example = models.BooleanField(_("invented example"), default=False)

    class Meta:
        verbose_name = _("cooperation")
        verbose_name_plural = _("cooperations")
        indexes = [models.Index(fields=["network", "ended_on"], name="cooperations_by_network")]
        constraints = [
            models.CheckConstraint(
                name="cooperation_has_two_ends",
                condition=~Q(first=F("second")),
                violation_error_message=_("An institution cannot work with itself."),
            ),
            models.CheckConstraint(
                name="cooperation_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(began_on=None) | Q(ended_on__gt=F("began_on")),
                violation_error_message=_("A cooperation must end after the day it began."),
            ),
            models.UniqueConstraint(
                name="one_open_cooperation_of_a_kind",
                fields=["network", "first", "second", "kind"],
                condition=Q(ended_on=None),
                violation_error_message=_("This cooperation is entered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.get_kind_display()} {self.second}"

    def words_from(self, institution: Institution) -> str:
        """Name the cooperation as read from one of its two ends."""
        return str(self.get_kind_display() if institution.pk == self.first_id else REVERSED[self.kind])

    def other_end(self, institution: Institution) -> Institution:
        """Return the institution at the other end."""
        return self.second if institution.pk == self.first_id else self.first
