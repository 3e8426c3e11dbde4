"""Institutions, schools, and what each official list says about a school."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bildungsnetz.intake.models import ImportRun
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.directory.codes import NO_SCHOOL_CODES, OPERATING_CODES, SCHOOL_TYPES, type_title


class Kind(models.TextChoices):
    """What an institution is (partners of education networks as found in their contracts and reports)."""

    SCHOOL = "SCHOOL", _("School")
    SCHOOL_BODY = "SCHOOL_BODY", _("School-maintaining body")
    SCHOOL_OFFICE = "SCHOOL_OFFICE", _("School office (lower supervision)")
    DISTRICT_GOVERNMENT = "DISTRICT_GOVERNMENT", _("District government (upper supervision)")
    MINISTRY = "MINISTRY", _("School ministry")
    SCHOOL_SUPERVISION = "SCHOOL_SUPERVISION", _("School supervision")
    EDUCATION_OFFICE = "EDUCATION_OFFICE", _("Regional education office")
    YOUTH_OFFICE = "YOUTH_OFFICE", _("Youth welfare office")
    EMPLOYMENT_AGENCY = "EMPLOYMENT_AGENCY", _("Employment agency")
    JOBCENTRE = "JOBCENTRE", _("Jobcentre")
    CHAMBER = "CHAMBER", _("Chamber")
    COMPANY = "COMPANY", _("Company")
    COORDINATION = "COORDINATION", _("Municipal coordination (transition school to work)")
    INTEGRATION_CENTRE = "INTEGRATION_CENTRE", _("Municipal integration centre")
    SCHOOL_PSYCHOLOGY = "SCHOOL_PSYCHOLOGY", _("School psychology service")
    DAY_CARE = "DAY_CARE", _("Day-care centre")
    FAMILY_OFFICE = "FAMILY_OFFICE", _("Family office")
    ADULT_EDUCATION = "ADULT_EDUCATION", _("Adult education centre")
    LIBRARY = "LIBRARY", _("Library")
    MUSEUM = "MUSEUM", _("Museum")
    MUSIC_SCHOOL = "MUSIC_SCHOOL", _("Music school")
    MEDIA_CENTRE = "MEDIA_CENTRE", _("Media centre")
    SPORTS_CLUB = "SPORTS_CLUB", _("Sports club")
    CHURCH = "CHURCH", _("Church or religious community")
    POLICE = "POLICE", _("Police")
    TEACHER_TRAINING = "TEACHER_TRAINING", _("Teacher training")
    TRAINING_PROVIDER = "TRAINING_PROVIDER", _("Training provider")
    OTHER = "OTHER", _("Other institution")


class Side(models.TextChoices):
    """To which side of the network an institution belongs, if to any."""

    STATE = "STATE", _("Land")
    MUNICIPAL = "MUNICIPAL", _("municipal")
    THIRD = "THIRD", _("third party")


class ConfirmedBy(models.TextChoices):
    """Who said last that an entry is right."""

    OFFICE = "OFFICE", _("education office")
    ITSELF = "ITSELF", _("the institution itself")


@personal_data(
    impersonal=[
        "kind", "side", "name", "short_name", "town", "street", "postcode", "place", "phone", "fax", "email", "web",
        "sort_name", "search_text", "competence", "confirmed_by",
    ]
)  # fmt: skip
class Institution(models.Model):
    """A body that takes part in education: a school, an office, a chamber, a company."""

    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices, default=Side.THIRD)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    town = models.CharField(_("municipality key"), max_length=8, blank=True)
    street = models.CharField(_("street"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    web = models.CharField(_("website"), max_length=300, blank=True)
    competence = models.CharField(
        _("competence"), max_length=300, blank=True, help_text=_("What it is responsible for in the network.")
    )
    # A network that entered it by itself; schools come from the state's list and have none.
    keeper = models.ForeignKey(Network, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    confirmed_by = models.CharField(max_length=8, choices=ConfirmedBy.choices, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Written by the services in one spelling, see directory/spelling.py.
    sort_name = models.CharField(max_length=300, blank=True, editable=False)
    search_text = models.CharField(max_length=600, blank=True, editable=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, help_text=_("First day without it."))
    is_example = models.BooleanField(_("invented example"), default=False)

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        indexes = [
            models.Index(fields=["town", "kind"], name="institutions_by_town"),
            models.Index(fields=["sort_name"], name="institutions_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                name="institution_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(valid_from=None) | Q(ended_on__gt=F("valid_from")),
                violation_error_message=_("An institution must end after the day it began."),
            ),
            models.CheckConstraint(
                name="institution_confirmed_by_somebody",
                condition=Q(confirmed_on=None, confirmed_by="") | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
            ),
            models.CheckConstraint(name="institution_town_is_a_key", condition=Q(town="") | Q(town__regex=r"^\d{8}$")),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        """Return the address that leads to the page in the network that keeps the entry."""
        return reverse("partners:partner_anywhere", args=[self.pk])


@personal_data(impersonal=["kind"])
class FurtherKind(models.Model):
    """A second or third thing an institution is."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="further_kinds")
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)

    class Meta:
        verbose_name = _("further kind")
        constraints = [models.UniqueConstraint(fields=["institution", "kind"], name="one_further_kind_each")]

    def __str__(self) -> str:
        return self.get_kind_display()


@personal_data(
    impersonal=[
        "school_number", "school_type", "legal_form", "body_number", "operating_code", "point_origin", "point_town",
        "social_index_edition",
    ]
)  # fmt: skip
class School(models.Model):
    """A school, as the official lists together say; only the import writes it."""

    class LegalForm(models.TextChoices):
        """Who maintains the school."""

        PUBLIC = "PUBLIC", _("public")
        PRIVATE = "PRIVATE", _("private")

    class PointOrigin(models.TextChoices):
        """Where the coordinates come from."""

        UTM = "UTM", _("school ministry (UTM)")
        NOMINATIM = "NOMINATIM", _("OpenStreetMap (Nominatim)")

    institution = models.OneToOneField(Institution, on_delete=models.CASCADE, related_name="school")
    school_number = models.CharField(_("school number"), max_length=6, unique=True)
    school_type = models.CharField(_("school type"), max_length=4, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=8, choices=LegalForm.choices, blank=True)
    body_number = models.CharField(_("number of the maintaining body"), max_length=8, blank=True)
    operating_code = models.CharField(_("operation"), max_length=2, blank=True)
    operating_on = models.DateField(_("operation since or until"), null=True, blank=True)
    pupils = models.PositiveIntegerField(_("pupils (rounded to 5)"), null=True, blank=True)
    social_index = models.PositiveSmallIntegerField(_("social index"), null=True, blank=True)
    social_index_edition = models.CharField(_("edition of the social index"), max_length=12, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    point_origin = models.CharField(_("origin of the point"), max_length=10, choices=PointOrigin.choices, blank=True)
    point_town = models.CharField(_("municipality of the point"), max_length=8, blank=True)
    last_listed_on = models.DateField(_("last listed"), null=True, blank=True)
    missing_since = models.DateField(_("no longer listed since"), null=True, blank=True)

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        constraints = [
            models.CheckConstraint(name="school_number_has_six_digits", condition=Q(school_number__regex=r"^\d{6}$")),
            models.CheckConstraint(
                name="social_index_is_1_to_9", condition=Q(social_index=None) | Q(social_index__range=(1, 9))
            ),
            models.CheckConstraint(
                name="school_point_is_whole",
                condition=Q(lat=None, lon=None, point_origin="")
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180)),
            ),
            models.CheckConstraint(
                name="school_missing_after_listed",
                condition=Q(missing_since=None)
                | Q(last_listed_on__isnull=False, missing_since__gt=F("last_listed_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_number} {self.institution}"

    @property
    def type_title(self) -> str:
        """Name of the school type in the reader's language; an unknown code speaks for itself."""
        return type_title(self.school_type)

    @property
    def operation_title(self) -> str:
        """What the operating code means in the reader's language."""
        return str(OPERATING_CODES.get(self.operating_code, self.operating_code))

    @property
    def is_listed(self) -> bool:
        """Whether the newest lists that should name it do."""
        return self.missing_since is None

    @property
    def is_school(self) -> bool:
        """Whether it is a school at all: offices have school numbers too."""
        return self.school_type not in NO_SCHOOL_CODES

    @property
    def type_is_known(self) -> bool:
        """Whether the code list knows the school type."""
        return self.school_type in SCHOOL_TYPES


class Source(models.TextChoices):
    """The official lists a school can stand in."""

    SCHULDATEN = "SCHULDATEN", _("Basic data of the schools (school ministry)")
    SVWS = "SVWS", _("School list of the SVWS server (school ministry)")
    DIRECTORY = "DIRECTORY", _("School directory with social index (IT.NRW)")


@personal_data(impersonal=["source", "said"])
class SchoolRecord(models.Model):
    """What the newest edition of one list that names a school says about it."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="records")
    source = models.CharField(_("source"), max_length=12, choices=Source.choices)
    reference_date = models.DateField(_("reference date"))
    said = models.JSONField()
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("entry of a school in a list")
        constraints = [models.UniqueConstraint(fields=["school", "source"], name="one_record_per_school_and_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.reference_date:%Y-%m-%d}"


@personal_data(impersonal=["source", "region_key"])
class DirectoryEdition(models.Model):
    """How new the newest imported edition of a list is, for each region it names schools of."""

    source = models.CharField(_("source"), max_length=12, choices=Source.choices)
    region_key = models.CharField(_("key of the region"), max_length=5)
    reference_date = models.DateField(_("reference date"))
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("edition of a list")
        constraints = [models.UniqueConstraint(fields=["source", "region_key"], name="one_edition_per_region")]

    def __str__(self) -> str:
        return f"{self.source} {self.region_key} {self.reference_date:%Y-%m-%d}"
