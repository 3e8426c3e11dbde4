"""Finding a date."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.governance.models.body import Body, Holder
from bildungsnetz.governance.models.meeting import Meeting
from bildungsnetz.journal.retention import personal_data


@personal_data(
    personal=["opened_by"],
    impersonal=["title", "place"],
    purpose="Names who asks for dates.",
    deleted_when="The tie to the person with the account.",
)
class Poll(models.Model):
    """The question to a body which day suits; the chosen one becomes a meeting."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="polls")
    title = models.CharField(_("title"), max_length=160)
    place = models.CharField(pgettext_lazy("meeting", "place"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=120)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(_("opened at"))
    meeting = models.OneToOneField(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="poll")

    class Meta:
        verbose_name = _("date finding")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the date finding."""
        return reverse("governance:poll", args=[self.body.network.slug, self.pk])


@personal_data()
class PollOption(models.Model):
    """One possible beginning."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    starts_at = models.DateTimeField(_("begins at"))

    class Meta:
        verbose_name = _("possible date")
        constraints = [models.UniqueConstraint(name="one_option_per_moment", fields=["poll", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class PollWord(models.TextChoices):
    """Answer to one date."""

    YES = "YES", pgettext_lazy("poll", "can")
    IF_NEEDED = "IF_NEEDED", pgettext_lazy("poll", "if need be")
    NO = "NO", pgettext_lazy("poll", "cannot")


@personal_data(
    personal=["holder"],
    impersonal=["word"],
    purpose="Finds a date on which the members can meet.",
    deleted_when="With the term in the seat, three years after its end.",
)
class PollAnswer(models.Model):
    """What one holder says to one date."""

    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="answers")
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(_("answer"), max_length=9, choices=PollWord.choices)

    class Meta:
        verbose_name = _("answer to a date")
        constraints = [models.UniqueConstraint(name="one_word_per_option", fields=["option", "holder"])]

    def __str__(self) -> str:
        return f"{self.option_id}: {self.word}"
