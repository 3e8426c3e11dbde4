"""What was imported, from where, by whom, and which rows were refused or changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data


@personal_data(
    personal=["started_by", "decided_by"],
    impersonal=[
        "kind", "state", "scope", "file_name", "sha256", "stored", "layout", "source", "source_name", "licence",
        "date_basis", "plan_digest", "trouble",
    ],
    purpose="Shows who brought data into the platform and who applied them, for accountability.",
    deleted_when="The link to the person is cleared with the person's account; the run stays as provenance.",
)  # fmt: skip
class ImportRun(models.Model):
    """One file on its way in: checked, previewed, then applied or discarded; or refused as a whole."""

    class State(models.TextChoices):
        """Where the run stands."""

        CHECKING = "CHECKING", pgettext_lazy("import", "being checked")
        PREVIEWED = "PREVIEWED", _("waits for your decision")
        APPLYING = "APPLYING", pgettext_lazy("import", "being applied")
        APPLIED = "APPLIED", pgettext_lazy("import", "applied")
        DISCARDED = "DISCARDED", pgettext_lazy("import", "discarded")
        REFUSED = "REFUSED", pgettext_lazy("import", "refused")

    class Trouble(models.TextChoices):
        """Why the last job in the background left the preview undecided."""

        STALE = (
            "STALE",
            _("The data have changed since the preview. It was made anew, nothing was applied. Please check."),
        )
        REFUSED = "REFUSED", _("Since the preview the data have changed so that this file cannot be taken any more.")
        DATE = "DATE", _("For this reference date the file cannot be taken.")
        FAILED = "FAILED", _("This did not work because of an error in the program. Nothing was changed.")
        LOST = "LOST", _("The background service was interrupted. Nothing was changed. Please start again.")

    kind = models.CharField(_("kind"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    scope = models.CharField(_("scope"), max_length=80, blank=True, help_text=_("Empty: the whole platform."))
    file_name = models.CharField(_("file"), max_length=255)
    size_bytes = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    stored = models.FileField(upload_to="intake", max_length=200, blank=True)
    layout = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=40, blank=True)
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    reference_date = models.DateField(_("reference date"), null=True, blank=True)
    date_basis = models.CharField(max_length=12, blank=True)
    retrieved_on = models.DateField(_("retrieved on"), null=True, blank=True)
    added = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(pgettext_lazy("import", "refused"), default=0)
    to_check = models.PositiveIntegerField(_("to check"), default=0)
    noted = models.PositiveIntegerField(_("remarks"), default=0)
    outside = models.PositiveIntegerField(_("outside"), default=0)
    plan_digest = models.CharField(max_length=64, blank=True)
    wanted_date = models.DateField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=8, choices=Trouble.choices, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(_("started"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["kind", "state", "started_at"], name="import_by_kind")]
        constraints = [
            models.CheckConstraint(
                name="import_decided_has_a_moment",
                condition=Q(state__in=["CHECKING", "PREVIEWED", "APPLYING", "REFUSED"], decided_at=None)
                | Q(
                    # Without the first condition an unknown moment would pass: a check fails only on "no".
                    state__in=["APPLIED", "DISCARDED"],
                    decided_at__isnull=False,
                    decided_at__gte=F("started_at"),
                ),
            ),
            models.CheckConstraint(
                name="import_to_decide_keeps_its_file",
                condition=~Q(state__in=["CHECKING", "PREVIEWED", "APPLYING"]) | ~Q(stored=""),
            ),
            models.CheckConstraint(
                name="import_job_has_a_moment",
                condition=Q(state__in=["CHECKING", "APPLYING"], queued_at__isnull=False)
                | (~Q(state__in=["CHECKING", "APPLYING"]) & Q(queued_at=None, begun_at=None, wanted_date=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    def get_absolute_url(self) -> str:
        """Return the address of the run's page."""
        return reverse("intake:run", args=[self.pk])

    @property
    def waits(self) -> bool:
        """Whether somebody still has to apply or discard it."""
        return self.state == self.State.PREVIEWED

    @property
    def is_busy(self) -> bool:
        """Whether the background service has it, or will have."""
        return self.state in (self.State.CHECKING, self.State.APPLYING)

    @property
    def has_been_applied(self) -> bool:
        """Whether its rows are in the database."""
        return self.state == self.State.APPLIED


@personal_data(
    personal=["label", "found", "before", "after", "raw"],
    impersonal=["kind", "code", "column", "key", "expected", "params", "field"],
    purpose="Keeps what a file said where it was refused or changed something, so that the sender can be answered.",
    deleted_when="When the run is discarded; otherwise together with the run.",
)
class ImportRow(models.Model):
    """One line of the preview: a row that is new, one changed field, or something found in the file."""

    class Kind(models.TextChoices):
        """What the line says."""

        ADDED = "ADDED", _("new")
        CHANGED = "CHANGED", _("changed")
        FATAL = "FATAL", _("file refused")
        REFUSED = "REFUSED", _("row refused")
        CHECK = "CHECK", _("please check")
        NOTE = "NOTE", _("remark")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)
    column = models.CharField(_("column"), max_length=120, blank=True)
    key = models.CharField(_("key"), max_length=80, blank=True)
    label = models.CharField(_("name"), max_length=300, blank=True)
    code = models.CharField(max_length=60, blank=True)
    found = models.TextField(_("found"), blank=True)
    expected = models.CharField(_("expected"), max_length=200, blank=True)
    params = models.JSONField(default=dict, blank=True)
    raw = models.JSONField(default=list, blank=True)
    field = models.CharField(_("field"), max_length=60, blank=True)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)

    class Meta:
        verbose_name = _("line of an import")
        indexes = [
            models.Index(fields=["run", "kind", "id"], name="import_rows_by_kind"),
            models.Index(fields=["key"], name="import_rows_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


@personal_data(impersonal=["kind"])
class Gate(models.Model):
    """One row per kind of import, locked while a run of this kind is applied, so that they queue."""

    kind = models.CharField(max_length=40, primary_key=True)

    class Meta:
        verbose_name = _("gate")

    def __str__(self) -> str:
        return self.kind
