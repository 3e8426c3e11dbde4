"""Contact persons of institutions; they need no account."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models.institutions import Institution


@personal_data(
    personal=["name", "email", "phone", "entered_by"],
    purpose="Lets an education office reach the people it works with.",
    deleted_when="Three years after the last function ended, or at once when the office deletes the entry.",
)
class Person(models.Model):
    """Somebody an education office works with, as one network keeps it.

    Each consent has the day it was given and the day it was withdrawn: name and function are published, and
    circulars are sent, only while the first is there and the second is not (Art. 7 GDPR).
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    publication_agreed_on = models.DateField(_("agreed to publication on"), null=True, blank=True)
    publication_withdrawn_on = models.DateField(_("withdrew publication on"), null=True, blank=True)
    mailing_agreed_on = models.DateField(_("agreed to circulars on"), null=True, blank=True)
    mailing_withdrawn_on = models.DateField(_("withdrew circulars on"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_example = models.BooleanField(_("invented example"), default=False)

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        constraints = [
            models.CheckConstraint(
                name="person_publication_withdrawn_after_agreed",
                condition=Q(publication_withdrawn_on=None)
                | Q(publication_agreed_on__isnull=False, publication_withdrawn_on__gte=F("publication_agreed_on")),
            ),
            models.CheckConstraint(
                name="person_mailing_withdrawn_after_agreed",
                condition=Q(mailing_withdrawn_on=None)
                | Q(mailing_agreed_on__isnull=False, mailing_withdrawn_on__gte=F("mailing_agreed_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_published(self) -> bool:
        """Whether name and function may be shown in public today."""
        return self.publication_agreed_on is not None and self.publication_withdrawn_on is None

    @property
    def may_be_mailed(self) -> bool:
        """Whether circulars may be sent today."""
        return self.mailing_agreed_on is not None and self.mailing_withdrawn_on is None


@personal_data(
    personal=["title", "person"],
    purpose="Says for what a contact person of an institution can be asked.",
    deleted_when="With the contact person.",
)
class Function(models.Model):
    """What a contact person does in an institution, from day to day (half-open)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="functions")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="functions")
    title = models.CharField(_("function"), max_length=120)
    began_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True, help_text=_("First day without it."))

    class Meta:
        verbose_name = _("function")
        constraints = [
            models.CheckConstraint(
                name="function_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(began_on=None) | Q(ended_on__gt=F("began_on")),
                violation_error_message=_("A function must end after the day it began."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"

    def runs_on(self, day: date) -> bool:
        """Say whether the function is held on a day."""
        return (self.began_on is None or self.began_on <= day) and (self.ended_on is None or day < self.ended_on)
