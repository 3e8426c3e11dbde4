"""A season of career-exploration days: its days, deadlines and rules, and the seed of its draw."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network


@personal_data(impersonal=["seed", "seed_hash"])
class Season(models.Model):
    """One season of a network.

    The seed decides between equals. It is drawn once, before ranking opens; its check sum is public from then on, the
    seed itself from the release of the result. The database refuses a second one.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="seasons")
    year = models.PositiveSmallIntegerField(_("year"))
    offers_until = models.DateField(_("companies offer places until"))
    codes_until = models.DateField(_("schools make classes and codes until"))
    wishes_from = models.DateTimeField(_("wishes from"))
    wishes_until = models.DateTimeField(_("wishes until"))
    results_at = models.DateTimeField(_("results are shown at"))
    closes_on = models.DateField(_("season ends on"))
    days_per_pupil = models.PositiveSmallIntegerField(_("days per pupil"), default=3)
    hours_minimum = models.PositiveSmallIntegerField(_("hours a day at least"), default=6)
    fields_may_repeat = models.BooleanField(_("two days in one occupational field are allowed"), default=False)
    only_wished = models.BooleanField(_("give only places that were wished for"), default=False)
    max_km = models.PositiveSmallIntegerField(_("radius in kilometres"), null=True, blank=True)
    needs_consent = models.BooleanField(_("both sides consent to the result"), default=False)
    seed = models.CharField(max_length=64, blank=True)
    seed_hash = models.CharField(_("check sum of the seed"), max_length=64, blank=True)
    seed_fixed_at = models.DateTimeField(_("seed drawn at"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("codes and wishes deleted at"), null=True, blank=True)
    is_example = models.BooleanField(_("invented example"), default=False)

    class Meta:
        verbose_name = _("season")
        constraints = [
            models.UniqueConstraint(name="one_season_a_year", fields=["network", "year"]),
            models.CheckConstraint(
                name="season_dates_follow_each_other",
                condition=Q(wishes_from__lt=F("wishes_until")) & Q(wishes_until__lt=F("results_at")),
                violation_error_message=_("Wishes begin before they end, and the result comes after them."),
            ),
            models.CheckConstraint(
                name="season_gives_one_to_five_days", condition=Q(days_per_pupil__gte=1, days_per_pupil__lte=5)
            ),
            models.CheckConstraint(
                name="season_seed_is_whole",
                condition=Q(seed="", seed_hash="", seed_fixed_at=None)
                | (~Q(seed="") & ~Q(seed_hash="") & Q(seed_fixed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("transition:season", args=[self.network.slug, self.year])

    def takes_wishes(self, now: datetime) -> bool:
        """Whether pupils may rank at this moment."""
        return bool(self.seed_hash) and self.wishes_from <= now < self.wishes_until and self.deleted_at is None


@personal_data()
class SeasonDay(models.Model):
    """A day on which pupils can be in companies."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="days")
    date = models.DateField(_("day"))

    class Meta:
        verbose_name = _("exploration day")
        constraints = [models.UniqueConstraint(name="one_exploration_day_a_date", fields=["season", "date"])]

    def __str__(self) -> str:
        return self.date.isoformat()
