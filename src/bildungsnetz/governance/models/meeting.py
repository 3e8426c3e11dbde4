"""Meetings: invitation, answers, attendance, registration, and the state of the minutes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.governance.models.body import Body, Holder
from bildungsnetz.governance.models.publishing import Publishable
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network
from bildungsnetz.post.models import Message, State


class MeetingStatus(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "PLANNED", pgettext_lazy("meeting", "planned")
    INVITED = "INVITED", pgettext_lazy("meeting", "invited")
    CANCELLED = "CANCELLED", pgettext_lazy("meeting", "cancelled")


class MinutesStatus(models.TextChoices):
    """Where the minutes stand; they never approve themselves."""

    OPEN = "OPEN", pgettext_lazy("minutes", "being written")
    RELEASED = "RELEASED", pgettext_lazy("minutes", "released for review")
    APPROVED = "APPROVED", pgettext_lazy("minutes", "approved")


@personal_data(
    personal=["cleared_by"],
    impersonal=["title", "place", "status", "minutes_status", "reason", "uid"],
    purpose="Names who cleared the minutes for the Land's side.",
    deleted_when="The tie to the person with the account; the moment stays as evidence.",
)
class Meeting(Publishable):
    """A meeting of a body. Publishing it means publishing its date, its public agenda and approved minutes."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160, blank=True)
    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(pgettext_lazy("meeting", "place"), max_length=200, blank=True)
    status = models.CharField(_("state"), max_length=9, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    # Why the notice period was not kept, or why the meeting was called off.
    reason = models.TextField(_("reason"), blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(_("changed at"))
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    registration_until = models.DateField(_("registration until"), null=True, blank=True)
    minutes_status = models.CharField(
        _("minutes"), max_length=8, choices=MinutesStatus.choices, default=MinutesStatus.OPEN
    )
    minutes_released_at = models.DateTimeField(_("minutes released at"), null=True, blank=True)
    objections_until = models.DateField(_("objections until"), null=True, blank=True)
    minutes_approved_in = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minutes_approved_at = models.DateTimeField(_("minutes approved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("meeting")
        indexes = [models.Index(fields=["body", "starts_at"], name="meetings_by_day")]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="meeting_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must lie after the beginning."),
            ),
            models.CheckConstraint(
                name="invited_meeting_has_a_moment", condition=~Q(status="INVITED") | Q(invited_at__isnull=False)
            ),
            models.CheckConstraint(
                name="approved_minutes_say_when",
                condition=~Q(minutes_status="APPROVED") | Q(minutes_approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        day = date_format(timezone.localtime(self.starts_at), "j. F Y")
        return str(_("%(body)s on %(day)s") % {"body": self.title or self.body.name, "day": day})

    def get_absolute_url(self) -> str:
        """Return the page of the meeting."""
        return reverse("governance:meeting", args=[self.body.network.slug, self.pk])

    @property
    def network(self) -> Network:
        """The network whose body meets."""
        return self.body.network


class Answer(models.TextChoices):
    """Reply to an invitation."""

    ACCEPTED = "ACCEPTED", _("will come")
    DECLINED = "DECLINED", _("cannot come")


class Presence(models.TextChoices):
    """Whether somebody was there."""

    PRESENT = "PRESENT", pgettext_lazy("attendance", "present")
    EXCUSED = "EXCUSED", pgettext_lazy("attendance", "excused")
    ABSENT = "ABSENT", pgettext_lazy("attendance", "absent")


@personal_data(
    personal=["holder", "noted_by"],
    impersonal=["answer", "presence", "code"],
    purpose="Says who was invited and who was there, so that it can be told whether the body could decide.",
    deleted_when="With the term in the seat, three years after its end; the minutes keep the number of seats.",
)
class Attendance(models.Model):
    """One invited holder of a seat: the answer and whether he or she came. ``code`` stands on the printed list."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="attendances")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    presence = models.CharField(_("attendance"), max_length=7, choices=Presence.choices, blank=True)
    noted_at = models.DateTimeField(_("noted at"), null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    code = models.CharField(_("code"), max_length=8, unique=True)
    # The mail with the invitation, to see whether it arrived; none goes to who has no address.
    invitation = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("attendance")
        constraints = [models.UniqueConstraint(name="one_attendance_per_holder", fields=["meeting", "holder"])]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.holder}"

    @property
    def came_back(self) -> bool:
        """Whether the invitation could not be delivered."""
        return self.invitation is not None and self.invitation.state in (State.FAILED, State.BOUNCED)


class RegistrationStatus(models.TextChoices):
    """What has become of a registration."""

    REGISTERED = "REGISTERED", pgettext_lazy("registration", "registered")
    WAITING = "WAITING", pgettext_lazy("registration", "on the waiting list")
    CANCELLED = "CANCELLED", pgettext_lazy("registration", "cancelled")


@personal_data(
    personal=["name", "email", "institution"],
    impersonal=["status"],
    purpose="Reserves a place at a conference and tells the person if one becomes free.",
    deleted_when="Six months after the conference.",
)
class Registration(models.Model):
    """A place at a conference, or a place on its waiting list in order of arrival."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    institution = models.CharField(_("institution"), max_length=160, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=RegistrationStatus.choices)
    registered_at = models.DateTimeField(_("registered at"))
    attended_at = models.DateTimeField(_("came at"), null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        constraints = [
            models.UniqueConstraint(
                name="one_running_registration_per_address",
                fields=["meeting", "email"],
                condition=~Q(status="CANCELLED"),
            ),
            models.CheckConstraint(
                name="only_registered_people_come", condition=Q(attended_at=None) | Q(status="REGISTERED")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.status}"


@personal_data(
    personal=["raised_by", "text"],
    purpose="Lets members object to released minutes before they are approved.",
    deleted_when="The tie to the person with the account; the wording loses the name.",
)
class Objection(models.Model):
    """A member's objection to released minutes; it is read out before they are approved."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="objections")
    text = models.TextField(_("objection"))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    raised_at = models.DateTimeField(_("raised at"))

    class Meta:
        verbose_name = _("objection")

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.raised_at:%Y-%m-%d}"
