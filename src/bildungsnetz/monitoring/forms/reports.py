"""Forms of the education report: an edition's frame, its chapters and their blocks."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bildungsnetz.accounts.models import User
from bildungsnetz.monitoring.models import Block, PictureKind, ReleaseTable, ReportEdition


class EditionForm(forms.Form):
    """Begin an edition; an earlier one can be its start."""

    title = forms.CharField(label=_("Title"), max_length=200)
    year = forms.IntegerField(label=_("Year"), min_value=2008, max_value=2100)
    follows = forms.ModelChoiceField(
        label=_("Begin with the chapters and texts of"),
        queryset=ReportEdition.objects.none(),
        required=False,
        empty_label=_("nothing, begin empty"),
        help_text=_("Its figures are replaced by the newest released ones."),
    )

    def __init__(self, *args: Any, editions: QuerySet[ReportEdition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follows"].queryset = editions  # type: ignore[attr-defined]


class FrameForm(forms.Form):
    """Title, foreword, methods and glossary of an edition."""

    title = forms.CharField(label=_("Title"), max_length=200)
    foreword = forms.CharField(label=_("Foreword"), widget=forms.Textarea(attrs={"rows": 8}), required=False)
    methods = forms.CharField(label=_("Methods"), widget=forms.Textarea(attrs={"rows": 8}), required=False)
    glossary = forms.CharField(
        label=_("Glossary"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text=_("One entry per line, the word before the first colon."),
    )

    @staticmethod
    def of(edition: ReportEdition) -> dict[str, Any]:
        """Return what the form begins with."""
        return {name: getattr(edition, name) for name in ("title", "foreword", "methods", "glossary")}


class PersonChoice(forms.ModelMultipleChoiceField):
    """People by name; two of the same name are told apart by their address."""

    def label_from_instance(self, obj: Any) -> str:
        """Return name and address."""
        return f"{obj.full_name} ({obj.email})"


class ChapterForm(forms.Form):
    """A chapter's title and who writes it besides the office."""

    title = forms.CharField(label=_("Title"), max_length=160)
    authors = PersonChoice(
        label=_("Written by, besides the education office"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see this draft and write this chapter only."),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authors"].queryset = people  # type: ignore[attr-defined]


class NewChapterForm(forms.Form):
    """The title of a new chapter."""

    title = forms.CharField(label=_("Title of the chapter"), max_length=160)


class TableChoice(forms.ModelChoiceField):
    """Released tables with the release they are from."""

    def label_from_instance(self, obj: Any) -> str:
        """Return title, grouping and release."""
        grouping = f", {obj.get_grouping_display()}" if obj.grouping else ""
        return _("%(title)s%(grouping)s (release %(name)s)") % {
            "title": obj.title, "grouping": grouping, "name": obj.version.name,
        }  # fmt: skip


class TextBlockForm(forms.Form):
    """Words of a chapter, or of a measure; saved on top of the revision they were written from."""

    heading = forms.CharField(label=_("Heading"), max_length=160, required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 12}), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def of(block: Block) -> dict[str, Any]:
        """Return what the form begins with."""
        return {"heading": block.heading, "text": block.text, "revision": block.revision}

    def clean(self) -> dict[str, Any]:
        """Demand a heading or a text."""
        cleaned = super().clean() or {}
        if not cleaned.get("heading") and not cleaned.get("text"):
            self.add_error("text", _("Please write a heading or a text."))
        return cleaned


class FiguresBlockForm(forms.Form):
    """Released figures with a few words; ``picture`` only for blocks that are drawn."""

    table = TableChoice(
        label=_("Released figures"),
        queryset=ReleaseTable.objects.none(),
        empty_label="–",
        help_text=_("Only what is released can stand in a report. It stays as it is, whatever is released later."),
    )
    picture = forms.ChoiceField(label=_("Drawn as"), choices=PictureKind.choices)
    heading = forms.CharField(label=_("Heading"), max_length=160, required=False)
    text = forms.CharField(label=_("What it means"), widget=forms.Textarea(attrs={"rows": 4}), required=False)

    def __init__(self, *args: Any, tables: QuerySet[ReleaseTable], drawn: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = tables  # type: ignore[attr-defined]
        if not drawn:
            del self.fields["picture"]
