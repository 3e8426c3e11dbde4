"""The education report: editions with chapters of blocks, written by several people, released by consent."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.monitoring.models.releases import ReleaseTable
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.models.consent import ConsentSubject


class BlockKind(models.TextChoices):
    """What a block of a chapter is."""

    TEXT = "TEXT", pgettext_lazy("block", "text")
    INDICATOR = "INDICATOR", pgettext_lazy("block", "indicator")
    PICTURE = "PICTURE", pgettext_lazy("block", "picture")
    TABLE = "TABLE", pgettext_lazy("block", "table")
    MEASURE = "MEASURE", pgettext_lazy("block", "measure")


class PictureKind(models.TextChoices):
    """How a released table is drawn."""

    SERIES = "SERIES", pgettext_lazy("picture", "over time")
    MAP = "MAP", pgettext_lazy("picture", "map of the towns")
    FUNNEL = "FUNNEL", pgettext_lazy("picture", "funnel plot")
    GAP = "GAP", pgettext_lazy("picture", "gap between groups")


DATA_KINDS = (BlockKind.INDICATOR, BlockKind.PICTURE, BlockKind.TABLE)


@personal_data(
    personal=["created_by"],
    impersonal=["status", "content_hash", "state_hash", "municipal_hash", "title", "foreword", "methods", "glossary"],
    purpose="Names who began an edition.",
    deleted_when="The tie to the person with the account.",
)
class ReportEdition(ConsentSubject):
    """One edition of the education report; published with the consent of both sides, then unchanged for ever."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="report_editions")
    number = models.PositiveSmallIntegerField(_("edition"))
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    foreword = models.TextField(_("foreword"), blank=True)
    methods = models.TextField(_("methods"), blank=True)
    glossary = models.TextField(
        _("glossary"), blank=True, help_text=_("One entry per line, the word before the first colon.")
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by", verbose_name=_("follows")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("edition of the education report")
        constraints = [
            *ConsentSubject.Meta.constraints,
            models.UniqueConstraint(name="one_edition_of_a_number", fields=["network", "number"]),
            models.CheckConstraint(
                name="published_edition_has_its_moment",
                condition=Q(status__in=["IN_FORCE", "SUPERSEDED"], published_at__isnull=False)
                | (~Q(status__in=["IN_FORCE", "SUPERSEDED"]) & Q(published_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="edition_does_not_follow_itself", condition=Q(follows=None) | ~Q(follows=F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"

    def get_absolute_url(self) -> str:
        """Return the page on which the edition is read and, before that, consented to."""
        return reverse("monitoring:report", args=[self.network.slug, self.number])

    def content(self) -> dict[str, Any]:
        """Return what both sides consent to: every word, and every table by release and check sum."""
        chapters = self.chapters.prefetch_related("blocks__table__version").order_by("position")
        return {
            "network": self.network.slug,
            "number": self.number,
            "year": self.year,
            "title": self.title,
            "foreword": self.foreword,
            "methods": self.methods,
            "glossary": self.glossary,
            "chapters": [chapter.content() for chapter in chapters],
        }


@personal_data(impersonal=["title"])
class Chapter(models.Model):
    """A chapter of an edition."""

    version = models.ForeignKey(ReportEdition, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=160)

    class Meta:
        verbose_name = _("chapter")

    def __str__(self) -> str:
        return self.title

    def content(self) -> dict[str, Any]:
        """Return the chapter as it enters the check sum."""
        blocks = sorted(self.blocks.all(), key=lambda block: block.position)
        return {"title": self.title, "blocks": [block.content() for block in blocks]}


@personal_data(
    personal=["person"],
    purpose="Says who may write a chapter of the education report.",
    deleted_when="With the account or the chapter.",
)
class ChapterAuthor(models.Model):
    """Somebody outside the education office who writes a chapter."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("author of a chapter")
        constraints = [models.UniqueConstraint(name="one_authorship_per_chapter", fields=["chapter", "person"])]

    def __str__(self) -> str:
        return f"{self.chapter_id} {self.person_id}"


@personal_data(
    personal=["changed_by"],
    impersonal=["kind", "heading", "text", "picture"],
    purpose="Tells the other authors who wrote last.",
    deleted_when="The tie to the person with the account.",
)
class Block(models.Model):
    """A part of a chapter: text, or figures of one released table, which never change again."""

    version = models.ForeignKey(ReportEdition, on_delete=models.CASCADE, related_name="+")
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=9, choices=BlockKind.choices)
    heading = models.CharField(_("heading"), max_length=160, blank=True)
    text = models.TextField(_("text"), blank=True)
    table = models.ForeignKey(
        ReleaseTable, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("figures")
    )
    picture = models.CharField(_("picture"), max_length=6, choices=PictureKind.choices, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("block")
        constraints = [
            models.CheckConstraint(
                name="blocks_with_figures_name_their_table",
                condition=Q(kind__in=DATA_KINDS, table__isnull=False) | (~Q(kind__in=DATA_KINDS) & Q(table=None)),
                violation_error_message=_("Please choose the released figures."),
            ),
            models.CheckConstraint(
                name="pictures_say_how_they_are_drawn",
                condition=(Q(kind=BlockKind.PICTURE) & ~Q(picture="")) | (~Q(kind=BlockKind.PICTURE) & Q(picture="")),
            ),
        ]

    def __str__(self) -> str:
        return self.heading or f"{self.kind} {self.pk}"

    def content(self) -> dict[str, Any]:
        """Return the block as it enters the check sum; figures by the check sum of their release."""
        release = self.table.version if self.table else None
        return {
            "kind": self.kind,
            "heading": self.heading,
            "text": self.text,
            "picture": self.picture,
            "figures": release and [release.name, self.table.position if self.table else 0, release.content_hash],
        }


@personal_data(
    personal=["written_by"],
    impersonal=["heading", "text"],
    purpose="Keeps every text of several authors, so that none is lost.",
    deleted_when="With the edition's draft; the tie to the person with the account.",
)
class BlockText(models.Model):
    """A text of a block as somebody saved it; also one that met a newer text and was set aside."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="texts")
    revision = models.PositiveIntegerField()
    heading = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    is_set_aside = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("earlier text of a block")

    def __str__(self) -> str:
        return f"{self.block_id} {self.revision}"
