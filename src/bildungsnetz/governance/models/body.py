"""Bodies of a network, their seats, and who holds a seat from when to when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.governance.rules import Rule, RuleKind
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network, Side
from bildungsnetz.networks.models.dated import ends_after_it_begins
from bildungsnetz.partners.models import Institution


class BodyKind(models.TextChoices):
    """The organs education networks have (domain handbook 1.5)."""

    CONFERENCE = "CONFERENCE", _("education conference")
    STEERING_GROUP = "STEERING_GROUP", _("steering group")
    OFFICE = "OFFICE", pgettext_lazy("body", "education office")
    WORKING_GROUP = "WORKING_GROUP", _("working group")
    OTHER = "OTHER", _("other body")


class RuleChoices(models.TextChoices):
    """How a body decides, as the database stores it."""

    CONSENSUS = RuleKind.CONSENSUS.value, _("consensus of both sides")
    SIMPLE = RuleKind.SIMPLE.value, _("simple majority")
    TWO_THIRDS = RuleKind.TWO_THIRDS.value, _("two thirds")


@personal_data(impersonal=["kind", "name", "rule"])
class Body(models.Model):
    """An organ of a network with its rules as data; a partial conference is ``part_of`` the whole one."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(_("kind"), max_length=14, choices=BodyKind.choices)
    name = models.CharField(_("name"), max_length=120)
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    meets_per_year = models.PositiveSmallIntegerField(_("meetings a year"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("days of notice"), default=14)
    objection_days = models.PositiveSmallIntegerField(_("days to object to the minutes"), default=14)
    rule = models.CharField(_("decides by"), max_length=10, choices=RuleChoices.choices, default=RuleChoices.CONSENSUS)
    quorum_percent = models.PositiveSmallIntegerField(_("seats with a vote that must be present, in %"), default=0)
    needs_chair = models.BooleanField(_("decides only if a chair or a chair's deputy is present"), default=False)
    is_public = models.BooleanField(_("shown to the public"), default=False)
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("body")
        constraints = [
            ends_after_it_begins("body_ends_after_it_begins"),
            models.UniqueConstraint(
                name="one_running_body_of_a_name", fields=["network", "name"], condition=Q(ended_on=None)
            ),
            models.CheckConstraint(name="body_quorum_is_a_share", condition=Q(quorum_percent__lte=100)),
            models.CheckConstraint(name="body_is_no_part_of_itself", condition=~Q(part_of=models.F("pk"))),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the body."""
        return reverse("governance:body", args=[self.network.slug, self.pk])

    @property
    def decision_rule(self) -> Rule:
        """The rule in the words of the pure rules."""
        return Rule(RuleKind(self.rule), quorum_percent=self.quorum_percent, needs_chair=self.needs_chair)


@personal_data(impersonal=["title", "side"])
class Seat(models.Model):
    """A place in a body for a side or, without one, for somebody who advises."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    title = models.CharField(pgettext_lazy("seat", "seat for"), max_length=160)
    side = models.CharField(_("side"), max_length=9, choices=Side.choices, blank=True)
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    has_vote = models.BooleanField(_("has a vote"), default=True)
    is_chair = models.BooleanField(_("chairs the body"), default=False)
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("seat")
        constraints = [ends_after_it_begins("seat_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.title


@personal_data(
    personal=["person", "name", "email", "publish_from", "publish_until"],
    purpose="Says who sits in a body, invites them, and shows their names where they agreed to it.",
    deleted_when="The name, address and tie to the account with the person's erasure; ended terms three years later.",
)
class Holder(models.Model):
    """A person in a seat, or the deputy, from day to day (half-open); an account is not needed.

    ``publish_from`` and ``publish_until`` are the days of the consent to be named in public and of its withdrawal.
    """

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="holders")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="seats"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    is_deputy = models.BooleanField(_("deputy"), default=False)
    publish_from = models.DateField(_("may be named in public since"), null=True, blank=True)
    publish_until = models.DateField(_("consent to be named withdrawn on"), null=True, blank=True)
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("holder of a seat")
        constraints = [
            ends_after_it_begins("holder_ends_after_it_begins"),
            models.UniqueConstraint(
                name="one_open_holder_per_seat", fields=["seat"], condition=Q(ended_on=None, is_deputy=False)
            ),
            models.CheckConstraint(
                name="publishing_is_withdrawn_after_it_was_allowed",
                condition=Q(publish_until=None) | Q(publish_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person else self.name or str(_("erased person"))

    @property
    def address(self) -> str:
        """Where mail reaches the holder, empty if nowhere."""
        return self.person.email if self.person else self.email
