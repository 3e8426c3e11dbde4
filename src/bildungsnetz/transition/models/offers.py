"""Companies of a season and the places they offer."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.partners.models import Institution
from bildungsnetz.transition.models.season import Season, SeasonDay
from bildungsnetz.transition.occupations import OccupationalField
from bildungsnetz.transition.places_on_map import name_of_town


@personal_data(
    personal=["contact_name", "contact_phone", "email"],
    impersonal=["decline_reason"],
    purpose="Lets the office invite a company and ask back, and tells schools whom to ring up.",
    deleted_when="With the codes and wishes of the season.",
)
class Host(models.Model):
    """A company asked to offer places in a season."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="hosts")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(_("e-mail address"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    declined_at = models.DateTimeField(_("not this year, said at"), null=True, blank=True)
    told_at = models.DateTimeField(_("told who comes at"), null=True, blank=True)
    decline_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("company in a season")
        constraints = [models.UniqueConstraint(name="a_company_is_asked_once", fields=["season", "institution"])]

    def __str__(self) -> str:
        return str(self.institution)


class OfferStatus(models.TextChoices):
    """Where an offer stands."""

    SUBMITTED = "SUBMITTED", _("submitted")
    RELEASED = "RELEASED", pgettext_lazy("offer", "released")
    RETURNED = "RETURNED", _("returned")
    CANCELLED = "CANCELLED", pgettext_lazy("offer", "cancelled")


@personal_data(
    impersonal=[
        "reference", "field", "title", "occupations", "street", "postcode", "town", "clothing", "meeting_point",
        "status", "reason",
    ]
)  # fmt: skip
class Offer(models.Model):
    """Places of a company on one day in one occupational field.

    ``reference`` stands in the files of the allocation. It follows from what is offered and not from when it was
    entered, so that the order of entries can decide nothing.
    """

    host = models.ForeignKey(Host, on_delete=models.CASCADE, related_name="offers")
    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="offers")
    day = models.ForeignKey(SeasonDay, on_delete=models.PROTECT, related_name="offers")
    reference = models.CharField(max_length=20)
    field = models.CharField(_("occupational field"), max_length=6, choices=OccupationalField.choices)
    title = models.CharField(_("what pupils can do"), max_length=200)
    occupations = models.CharField(_("occupations"), max_length=200, blank=True)
    starts_at = models.TimeField(_("begins at"))
    ends_at = models.TimeField(_("ends at"))
    places = models.PositiveSmallIntegerField(_("places"))
    min_group = models.PositiveSmallIntegerField(_("takes place with at least"), default=0)
    max_per_school = models.PositiveSmallIntegerField(_("at most per school"), null=True, blank=True)
    min_age = models.PositiveSmallIntegerField(_("minimum age"), null=True, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    town = models.CharField(_("town"), max_length=8)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    step_free = models.BooleanField(_("step-free"), default=False)
    needs_instruction = models.BooleanField(_("instruction by the health office needed"), default=False)
    clothing = models.CharField(_("clothing"), max_length=120, blank=True)
    meeting_point = models.CharField(_("meeting point"), max_length=120, blank=True)
    status = models.CharField(_("state"), max_length=9, choices=OfferStatus.choices, default=OfferStatus.SUBMITTED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"))
    decided_at = models.DateTimeField(_("checked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("offer")
        indexes = [models.Index(fields=["season", "status"], name="offers_of_season")]
        constraints = [
            models.UniqueConstraint(name="one_offer_of_a_reference", fields=["season", "reference"]),
            models.CheckConstraint(
                name="offer_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The day must end after it begins."),
            ),
            models.CheckConstraint(name="offer_has_a_place", condition=Q(places__gte=1)),
            models.CheckConstraint(
                name="offer_point_is_whole", condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False)
            ),
            models.CheckConstraint(
                name="returned_or_cancelled_with_reason",
                condition=~Q(status__in=["RETURNED", "CANCELLED"]) | ~Q(reason=""),
                violation_error_message=_("Please give a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}"

    @property
    def town_name(self) -> str:
        """Name of the town."""
        return name_of_town(self.town)
