"""The cooperation contract: versions, clauses, agreed fields of action, remarks of the sides."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models.consent import ConsentSubject, Side, VersionStatus
from bildungsnetz.networks.models.dated import date_matches_precision, ends_after_it_begins, precision_field
from bildungsnetz.networks.models.field import FieldOfAction
from bildungsnetz.networks.models.network import Network, Source


class LegalBasis(models.TextChoices):
    """What a contract rests on; networks existed by contract alone from 2008 to 2022."""

    CONTRACT_ONLY = "CONTRACT_ONLY", _("contract only")
    SECTION_78A = "SECTION_78A", _("§ 78a SchulG NRW")


class Competence(models.TextChoices):
    """The only two answers to the question who is in charge."""

    JOINT = "JOINT", pgettext_lazy("competence", "jointly")
    STAYS = "STAYS", pgettext_lazy("competence", "stays with")


class CompetenceOwner(models.TextChoices):
    """Who stays in charge of what the sides do not take over jointly."""

    STATE = "STATE", _("State (school supervision)")
    MUNICIPALITY = "MUNICIPALITY", _("county or city")
    SCHOOL_BODY = "SCHOOL_BODY", _("school body")
    SCHOOL = "SCHOOL", pgettext_lazy("owner", "schools")
    YOUTH_OFFICE = "YOUTH_OFFICE", _("youth office")
    EACH_SIDE = "EACH_SIDE", _("each side for its own part")


@personal_data()
class CooperationContract(models.Model):
    """The founding contract of a network; its text stands in versions. A network may leave and resume."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="contracts")
    began_on = models.DateField(_("in force from"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, help_text=_("First day without contract."))

    class Meta:
        verbose_name = _("cooperation contract")
        constraints = [
            ends_after_it_begins("contract_ends_after_it_begins"),
            models.UniqueConstraint(
                name="one_open_contract_per_network", fields=["network"], condition=Q(ended_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}"


@personal_data(
    personal=["created_by"],
    impersonal=[
        "title",
        "status",
        "content_hash",
        "state_hash",
        "municipal_hash",
        "state_party",
        "municipal_party",
        "legal_basis",
        "council_precision",
        "signed_precision",
    ],
    purpose="Names the author of a draft.",
    deleted_when="The tie to the author with the account.",
)
class ContractVersion(ConsentSubject):
    """One version of the contract's text. Changing the text of one in force is impossible; make a new version."""

    contract = models.ForeignKey(CooperationContract, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    state_party = models.CharField(_("party of the state"), max_length=200)
    municipal_party = models.CharField(_("municipal party"), max_length=200)
    legal_basis = models.CharField(_("legal basis"), max_length=13, choices=LegalBasis.choices)
    effective_from = models.DateField(_("to be in force from"), null=True, blank=True)
    amends = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="amended_by")
    council_decided_on = models.DateField(_("decided by the council on"), null=True, blank=True)
    council_precision = precision_field(blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_precision = precision_field(blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="versions")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("contract version")
        constraints = [
            *ConsentSubject.Meta.constraints,
            ends_after_it_begins("version_ends_after_it_begins", began="effective_from"),
            models.UniqueConstraint(name="one_version_of_a_number", fields=["contract", "number"]),
            models.UniqueConstraint(
                name="one_version_in_force", fields=["contract"], condition=Q(status=VersionStatus.IN_FORCE)
            ),
            models.CheckConstraint(
                name="binding_version_has_a_first_day",
                condition=Q(effective_from__isnull=False) | Q(status__in=["DRAFT", "NOT_AGREED"]),
                violation_error_message=_("Please say from which day the version shall be in force."),
            ),
            date_matches_precision(
                "council_date_has_precision", on="council_decided_on", precision="council_precision"
            ),
            date_matches_precision("signing_date_has_precision", on="signed_on", precision="signed_precision"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page on which the version is read and edited."""
        return reverse("networks:version", args=[self.network.slug, self.number])

    @property
    def network(self) -> Network:
        """The network whose contract this is."""
        return self.contract.network

    def content(self) -> dict[str, Any]:
        """Return the text both sides consent to: everything printed in the contract, in order."""
        return {
            "title": self.title,
            "parties": [self.state_party, self.municipal_party],
            "legal_basis": self.legal_basis,
            "effective_from": self.effective_from.isoformat() if self.effective_from else None,
            "clauses": [clause.content() for clause in self.clauses.order_by("position")],
            "fields": [field.content() for field in self.fields.order_by("position")],
        }


def competence_is_complete(name: str) -> models.CheckConstraint:
    """Demand an owner exactly where competence stays with somebody."""
    return models.CheckConstraint(
        name=name,
        condition=Q(competence=Competence.JOINT, stays_with="") | (Q(competence=Competence.STAYS) & ~Q(stays_with="")),
        violation_error_message=_("Say who stays in charge, or that it is agreed jointly."),
    )


@personal_data(impersonal=["kind", "heading", "text", "competence", "stays_with"])
class Clause(models.Model):
    """One paragraph of a version. ``kind`` says which part of the template it came from."""

    version = models.ForeignKey(ContractVersion, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(max_length=20)
    heading = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("wording"))
    competence = models.CharField(_("competence"), max_length=5, choices=Competence.choices, default=Competence.JOINT)
    stays_with = models.CharField(_("stays with"), max_length=12, choices=CompetenceOwner.choices, blank=True)

    class Meta:
        verbose_name = _("clause")
        constraints = [
            models.UniqueConstraint(name="one_clause_per_position", fields=["version", "position"]),
            competence_is_complete("clause_competence_is_complete"),
        ]

    def __str__(self) -> str:
        return f"§ {self.position} {self.heading}"

    def content(self) -> dict[str, Any]:
        """Return the clause as it enters the check sum."""
        return {
            "position": self.position,
            "heading": self.heading,
            "text": self.text,
            "competence": self.competence,
            "stays_with": self.stays_with,
        }


@personal_data(impersonal=["name", "description", "competence", "stays_with"])
class AgreedField(models.Model):
    """A field of action as a version names it; with the version in force it opens, continues or follows a field."""

    version = models.ForeignKey(ContractVersion, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("field of action"), max_length=80)
    description = models.TextField(_("what is agreed"), blank=True)
    competence = models.CharField(_("competence"), max_length=5, choices=Competence.choices, default=Competence.JOINT)
    stays_with = models.CharField(_("stays with"), max_length=12, choices=CompetenceOwner.choices, blank=True)
    continues = models.ForeignKey(FieldOfAction, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    follows = models.ForeignKey(FieldOfAction, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("agreed field of action")
        constraints = [
            models.UniqueConstraint(name="one_field_per_position", fields=["version", "position"]),
            models.UniqueConstraint(name="one_field_of_a_name", fields=["version", "name"]),
            competence_is_complete("field_competence_is_complete"),
        ]

    def __str__(self) -> str:
        return self.name

    def content(self) -> dict[str, Any]:
        """Return the field as it enters the check sum."""
        return {
            "position": self.position,
            "name": self.name,
            "description": self.description,
            "competence": self.competence,
            "stays_with": self.stays_with,
            "continues": self.continues_id,
            "follows": self.follows_id,
        }


@personal_data(
    personal=["written_by", "text"],
    impersonal=["side"],
    purpose="Lets the two sides discuss a draft clause by clause.",
    deleted_when="With the account of its author.",
)
class Remark(models.Model):
    """A question or comment of one side on a version or one of its clauses; only the sides and the office see it."""

    version = models.ForeignKey(ContractVersion, on_delete=models.CASCADE, related_name="remarks")
    clause_position = models.PositiveSmallIntegerField(_("clause"), null=True, blank=True)
    side = models.CharField(_("side"), max_length=9, choices=Side.choices)
    text = models.TextField(_("remark"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("remark")

    def __str__(self) -> str:
        return f"{self.version} {self.side}"
