"""Who works in a network in which role, and who may speak for a side."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models.consent import Side
from bildungsnetz.networks.models.dated import ends_after_it_begins
from bildungsnetz.networks.models.network import Network


class Role(models.TextChoices):
    """What somebody does on the platform. Ministry and operator work for no single network."""

    OFFICE = "OFFICE", _("education office")
    MUNICIPAL_SIDE = "MUNICIPAL_SIDE", pgettext_lazy("role", "municipal side")
    STATE_SIDE = "STATE_SIDE", pgettext_lazy("role", "state side")
    BODY_MEMBER = "BODY_MEMBER", _("member of a body")
    SCHOOL = "SCHOOL", _("school")
    SCHOOL_BODY = "SCHOOL_BODY", _("school body")
    PARTNER = "PARTNER", _("partner")
    COMPANY = "COMPANY", _("company")
    MINISTRY = "MINISTRY", _("ministry")
    OPERATOR = "OPERATOR", _("operator of the platform")


STATEWIDE_ROLES = (Role.MINISTRY, Role.OPERATOR)


class Scope(models.TextChoices):
    """What a mandate covers."""

    CONTRACT = "CONTRACT", _("contract")
    STRATEGY = "STRATEGY", _("strategy")
    DECISIONS = "DECISIONS", _("decisions")
    RELEASES = "RELEASES", _("releases")
    SEASON = "SEASON", _("season")


class Office(models.TextChoices):
    """The public office in which somebody speaks for a side; kept with a consent after the person is erased."""

    COUNTY_HEAD = "COUNTY_HEAD", _("county head or lord mayor")
    COUNTY_DIRECTOR = "COUNTY_DIRECTOR", _("general deputy of the county head or lord mayor")
    HEAD_OF_DEPARTMENT = "HEAD_OF_DEPARTMENT", _("head of department of the municipality")
    MINISTER = "MINISTER", _("minister")
    STATE_SECRETARY = "STATE_SECRETARY", _("state secretary")
    UPPER_SUPERVISION = "UPPER_SUPERVISION", _("upper school supervision")
    LOWER_SUPERVISION = "LOWER_SUPERVISION", _("lower school supervision")


@personal_data(
    personal=["person", "function", "given_by"],
    impersonal=["role", "side"],
    purpose="Says who may see and do what in a network.",
    deleted_when="With the account; ended roles three years after their end.",
)
class RoleAssignment(models.Model):
    """A person's role in a network, from day to day (half-open)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    side = models.CharField(_("side"), max_length=9, choices=Side.choices, blank=True)
    function = models.CharField(_("function"), max_length=120, blank=True)
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("role")
        constraints = [
            ends_after_it_begins("role_ends_after_it_begins"),
            models.CheckConstraint(
                name="statewide_roles_have_no_network",
                condition=Q(network=None, role__in=STATEWIDE_ROLES)
                | (Q(network__isnull=False) & ~Q(role__in=STATEWIDE_ROLES)),
                violation_error_message=_("Ministry and operator belong to no network, all others to one."),
            ),
            models.UniqueConstraint(
                name="one_open_role_of_a_kind", fields=["person", "network", "role"], condition=Q(ended_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


@personal_data(
    personal=["person", "function", "entered_by"],
    impersonal=["side", "scope", "office"],
    purpose="Proves that a consent was given by somebody entitled to speak for that side.",
    deleted_when="With the account; consents keep the public office, not the person.",
)
class Mandate(models.Model):
    """The right of a person to consent for a side on one kind of subject, from day to day (half-open).

    ``deputy_of`` names the mandate this one stands in for; a deputy consents with the same effect.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="mandates")
    side = models.CharField(_("side"), max_length=9, choices=Side.choices)
    scope = models.CharField(_("scope"), max_length=9, choices=Scope.choices)
    office = models.CharField(_("office"), max_length=18, choices=Office.choices)
    function = models.CharField(_("function"), max_length=120)
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    deputy_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="deputies")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("mandate")
        constraints = [
            ends_after_it_begins("mandate_ends_after_it_begins"),
            models.UniqueConstraint(
                name="one_open_mandate_of_a_kind",
                fields=["person", "network", "side", "scope"],
                condition=Q(ended_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.side} {self.scope}"
