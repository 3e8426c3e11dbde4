"""Allocation runs with their files, and the results made from them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import ConsentSubject
from bildungsnetz.transition.models.offers import Offer
from bildungsnetz.transition.models.schools import Pupil
from bildungsnetz.transition.models.season import Season


class RunState(models.TextChoices):
    """How far a run is."""

    QUEUED = "QUEUED", pgettext_lazy("run", "queued")
    RUNNING = "RUNNING", pgettext_lazy("run", "running")
    DONE = "DONE", pgettext_lazy("run", "finished")
    FAILED = "FAILED", pgettext_lazy("run", "stopped")


class RunKind(models.TextChoices):
    """What a run is for."""

    TRIAL = "TRIAL", _("Trial run")
    COMPARISON = "COMPARISON", _("First come, first served (only to compare)")
    SECOND = "SECOND", _("Second round")
    CHANGE = "CHANGE", _("After a cancellation")


@personal_data(
    personal=["asked_by"],
    impersonal=["kind", "label", "mode", "seed_hash", "state", "step", "trouble", "report", "said"],
    purpose="Shows who asked for a run.",
    deleted_when="The tie to the person with the account.",
)
class Run(models.Model):
    """One allocation in the background; it keeps what it was made from and what came out, checked by a second program.

    ``said`` is what that second program found, in sentences; ``agrees`` whether it found nothing wrong.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=RunKind.choices, default=RunKind.TRIAL)
    label = models.CharField(_("what is different"), max_length=80, blank=True)
    mode = models.CharField(max_length=8, default="best")
    max_km = models.PositiveSmallIntegerField(_("radius in kilometres"), null=True, blank=True)
    only_wished = models.BooleanField(_("give only places that were wished for"), default=False)
    fields_may_repeat = models.BooleanField(_("two days in one occupational field are allowed"), default=False)
    seed_hash = models.CharField(_("check sum of the seed"), max_length=64)
    state = models.CharField(_("state"), max_length=7, choices=RunState.choices, default=RunState.QUEUED)
    step = models.CharField(max_length=40, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(_("asked for at"))
    began_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)
    report = models.JSONField(default=dict)
    agrees = models.BooleanField(_("checked"), null=True)
    said = models.JSONField(default=list)

    class Meta:
        verbose_name = _("run")
        constraints = [
            models.UniqueConstraint(name="one_run_of_a_number", fields=["season", "number"]),
            models.CheckConstraint(
                name="finished_runs_are_checked", condition=~Q(state="DONE") | Q(agrees__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        """Return the page of the run."""
        return reverse("transition:run", args=[self.season.network.slug, self.season.year, self.number])


class Folder(models.TextChoices):
    """To which side of the command a file belongs."""

    INPUT = "in", _("input")
    OUTPUT = "out", _("output")


@personal_data(
    personal=["content"],
    impersonal=["folder", "name", "sha256"],
    purpose="Lets anybody entitled run the allocation again and check it; names no pupil.",
    deleted_when="Files that hold references of pupils with the codes and wishes of the season.",
)
class RunFile(models.Model):
    """A file of a run, packed."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="files")
    folder = models.CharField(max_length=3, choices=Folder.choices)
    name = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of a run")
        constraints = [models.UniqueConstraint(name="one_file_of_a_name", fields=["run", "folder", "name"])]

    def __str__(self) -> str:
        return f"{self.folder}/{self.name}"


@personal_data(
    personal=["chosen_by", "released_by"],
    impersonal=["status", "content_hash", "state_hash", "municipal_hash", "digest", "reason"],
    purpose="Shows who chose a run and released its result.",
    deleted_when="The tie to the person with the account; the moments stay.",
)
class Result(ConsentSubject):
    """The run that was chosen, with the reason; put up to both sides where the season asks for it, then released."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="results")
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="result")
    digest = models.CharField(_("check sum of the files"), max_length=64)
    reason = models.CharField(_("why this run"), max_length=300)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    chosen_at = models.DateTimeField(_("chosen at"))
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    class Meta:
        verbose_name = _("result of a season")
        constraints = [*ConsentSubject.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.season} {self.run}"

    def content(self) -> dict[str, Any]:
        """Return what both sides consent to: the run, its files by their check sum, and the reason."""
        return {"season": self.season_id, "run": self.run.number, "digest": self.digest, "reason": self.reason}


@personal_data(
    personal=["pupil", "attended"],
    impersonal=["ended_by"],
    purpose="Tells a pupil where to be, a company whom to expect, and a school who was there.",
    deleted_when="After the season, with proof.",
)
class Placement(models.Model):
    """A day a pupil spends with a company; ``rank`` is empty if it was not wished for."""

    class EndedBy(models.TextChoices):
        """Who gave the place up."""

        COMPANY = "COMPANY", _("the company")
        PUPIL = "PUPIL", _("the school, for the pupil")

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="placements")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="placements")
    result = models.ForeignKey(Result, null=True, on_delete=models.PROTECT, related_name="placements")
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    distance_m = models.PositiveIntegerField(_("distance in metres"), null=True, blank=True)
    ended_by = models.CharField(max_length=7, choices=EndedBy.choices, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    attended = models.BooleanField(_("attended"), null=True)

    class Meta:
        verbose_name = _("place of a pupil")
        constraints = [
            models.UniqueConstraint(name="one_place_each", fields=["pupil", "offer"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="ended_places_say_by_whom",
                condition=Q(ended_by="", ended_at=None) | (~Q(ended_by="") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id} {self.offer_id}"


@personal_data(
    personal=["pupil", "reason"],
    impersonal=["outcome"],
    purpose="Tells a pupil what became of each wish and why.",
    deleted_when="After the season, with proof.",
)
class Explanation(models.Model):
    """What became of one wish, in words of the engine that name nobody else."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="explanations")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rank"))
    outcome = models.CharField(_("outcome"), max_length=20)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("explanation")
        constraints = [models.UniqueConstraint(name="one_explanation_a_wish", fields=["pupil", "offer"])]

    def __str__(self) -> str:
        return f"{self.pupil_id} {self.rank}"
