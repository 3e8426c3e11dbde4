"""What is planned and published: forecasts with their error, scenarios and their steps."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.inclusion.models.values import YEARS, Focus, within, year_field
from bildungsnetz.inclusion.persons import no_case
from bildungsnetz.inclusion.planning.scenario import Kind
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.monitoring.models.releases import Release
from bildungsnetz.networks.models import Network


class StepKind(models.TextChoices):
    """What a step of a scenario does."""

    NEW_SCHOOL = Kind.NEW_SCHOOL.value, _("a school begins joint learning")
    CLOSING = Kind.CLOSING.value, _("a school closes")
    THRESHOLD = Kind.THRESHOLD.value, _("the minimum size changes")
    ASSISTANTS = Kind.ASSISTANTS.value, _("more hours of assistants")


@personal_data(impersonal=["method"])
class ReleasedForecast(models.Model):
    """A forecast handed to a release, with the error of its back-test; without an error the database refuses it."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="+")
    year = year_field()
    method = models.CharField(_("method"), max_length=12, choices=[("COHORT-1", "COHORT-1")])
    error = models.DecimalField(_("error of the back-test"), max_digits=6, decimal_places=4)

    class Meta:
        verbose_name = _("released forecast")
        constraints = [
            models.CheckConstraint(name="forecast_states_its_error", condition=Q(error__gte=0)),
            within("forecast_year_is_plausible", year=YEARS),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.method}"


@personal_data(impersonal=["title"])
class Scenario(models.Model):
    """What if: steps that change the supply, compared with leaving it as it is."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="scenarios")
    title = models.CharField(_("title"), max_length=80, validators=[no_case])
    is_example = models.BooleanField(_("invented example"), default=False)

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints = [models.UniqueConstraint(name="one_scenario_of_a_title", fields=["network", "title"])]

    def __str__(self) -> str:
        return self.title


@personal_data(impersonal=["kind", "town", "school_number", "focus"])
class ScenarioStep(models.Model):
    """One step of a scenario; which columns it needs follows from its kind."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(pgettext_lazy("step", "kind"), max_length=10, choices=StepKind.choices)
    from_year = year_field()
    town = models.CharField(_("municipality key"), max_length=8, blank=True)
    school_number = models.CharField(
        _("school number"), max_length=6, blank=True, validators=[RegexValidator(r"^\d{6}$")]
    )
    focus = models.CharField(_("focus"), max_length=2, choices=Focus.choices, blank=True)
    first_grade = models.PositiveSmallIntegerField(_("from grade"), default=1)
    last_grade = models.PositiveSmallIntegerField(_("to grade"), default=10)
    value = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("step of a scenario")
        constraints = [
            models.CheckConstraint(
                name="step_has_what_its_kind_needs",
                condition=(Q(kind="NEW_SCHOOL") & Q(town__regex=r"^\d{8}$") & Q(focus__in=Focus.values))
                | (Q(kind="CLOSING") & Q(school_number__regex=r"^\d{6}$"))
                | Q(kind__in=["THRESHOLD", "ASSISTANTS"]),
            ),
            within("step_is_plausible", from_year=YEARS, first_grade=(1, 10), last_grade=(1, 10)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_year}"
