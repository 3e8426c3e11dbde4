"""Forms of the parts of a concept: what is odd is named and asked, and what was typed stays."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.media.models import (
    Binding,
    Category,
    Concept,
    Direction,
    Extent,
    Funding,
    Holding,
    Progress,
    Support,
    school_year_name,
)
from bildungsnetz.media.part_kinds import KINDS, PartKind, Values

LONG = forms.Textarea(attrs={"rows": 12})
EMPTY = ("", "–")


class PartForm(forms.Form):
    """A form of one kind of part; ``revision`` is the state it was opened on."""

    slug: ClassVar[str]
    revision = forms.IntegerField(widget=forms.HiddenInput(), min_value=0, initial=0, required=False)

    def __init__(self, *args: Any, concept: Concept, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.concept = concept
        self.prepare()

    def prepare(self) -> None:
        """Fill choices that depend on the concept."""

    @property
    def kind(self) -> PartKind:
        """The kind of part it is for."""
        return KINDS[self.slug]

    def values(self) -> Values:
        """Return what was typed, as the part's values."""
        return {name: self.cleaned_data[name] for name in self.kind.fields if name in self.cleaned_data}

    def ask(self, name: str, question: Any) -> None:
        """Ask about something odd; it is saved as soon as the reader says that it is right."""
        if not self.data.get("confirmed"):
            self.fields["confirmed"] = forms.BooleanField(label=_("Yes, this is right"), required=False)
            self.add_error(name, question)


class TextForm(PartForm):
    """One chapter in words."""

    slug = "text"
    chapter = forms.CharField(widget=forms.HiddenInput())
    text = forms.CharField(label=_("Text"), widget=LONG, max_length=50_000, required=False)


class SubjectForm(PartForm):
    """A subject and the competences it takes on."""

    slug = "fach"
    code = forms.CharField(label=_("Abbreviation in the grid"), max_length=4)
    title = forms.CharField(label=_("Subject"), max_length=60)
    competences = forms.MultipleChoiceField(
        label=_("Competences it takes on"), required=False, widget=forms.CheckboxSelectMultiple()
    )

    def prepare(self) -> None:
        """Offer the competences of the concept's frame."""
        numbers = [(one.number, one.name) for one in self.concept.frame.by_number.values()]
        self.fields["competences"].choices = numbers  # type: ignore[attr-defined]


class EntryForm(PartForm):
    """A teaching unit in the grid."""

    slug = "eintrag"
    competence = forms.ChoiceField(label=_("Competence"))
    grade = forms.TypedChoiceField(label=_("Grade"), coerce=int)
    subject = forms.ChoiceField(label=_("Subject"))
    unit = forms.CharField(label=_("Teaching unit"), max_length=160)
    equipment = forms.CharField(label=_("Equipment"), max_length=160, required=False)
    binding = forms.ChoiceField(
        label=_("Validity"), choices=Binding.choices, widget=forms.RadioSelect(), initial=Binding.COMPULSORY
    )
    extent = forms.ChoiceField(label=_("For whom"), choices=Extent.choices, initial=Extent.ALL)
    progress = forms.ChoiceField(label=_("State"), choices=Progress.choices, initial=Progress.PLANNED)

    def prepare(self) -> None:
        """Offer the concept's competences, grades and subjects."""
        numbers = [(one.number, one.name) for one in self.concept.frame.by_number.values()]
        self.fields["competence"].choices = numbers  # type: ignore[attr-defined]
        self.fields["grade"].choices = [(grade, str(grade)) for grade in self.concept.grades]  # type: ignore[attr-defined]
        subjects = [(one.code, str(one)) for one in self.concept.subjects.order_by("title", "code")]
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]


class EquipmentForm(PartForm):
    """Equipment in stock or needed."""

    slug = "ausstattung"
    holding = forms.ChoiceField(label=_("In stock or needed"), choices=Holding.choices, widget=forms.RadioSelect())
    category = forms.ChoiceField(
        label=_("Category"),
        choices=[("", _("please choose")), *Category.choices],
        error_messages={"required": _("Please choose the category that fits best. Your other input is kept.")},
    )
    label = forms.CharField(label=pgettext_lazy("equipment", "What"), max_length=120)
    quantity = forms.IntegerField(label=_("Quantity"), min_value=0, max_value=100_000, initial=1)
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=1980, max_value=2100,
        help_text=_("In stock: bought in. Needed: wanted in."),
    )  # fmt: skip
    condition = forms.CharField(label=_("Condition"), max_length=80, required=False)
    funding = forms.ChoiceField(label=_("Funding"), choices=Funding.choices, required=False)
    room = forms.CharField(label=_("Room"), max_length=60, required=False)
    cost = forms.IntegerField(
        label=_("Cost in euros"), required=False, min_value=0, max_value=100_000_000,
        help_text=_("For all pieces together. Empty: not known."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What is needed needs a year, and one that lies in the past is asked about."""
        cleaned = super().clean() or {}
        year = cleaned.get("year")
        if cleaned.get("holding") == Holding.NEED and "year" in cleaned:
            if year is None:
                self.add_error("year", _("Please say in which year it is needed."))
            elif year < self.concept.year:
                question = _("This year lies before the school year %(year)s of the concept. Is that right?")
                self.ask("year", question % {"year": self.concept.year_name})
        if cleaned.get("holding") == Holding.STOCK and year is not None and year > self.concept.year + 1:
            self.ask("year", _("Equipment in stock with a year to come. Is that right?"))
        return cleaned


class TrainingForm(PartForm):
    """Training the staff needs."""

    slug = "fortbildung"
    topic = forms.CharField(label=_("Topic"), max_length=120)
    audience = forms.CharField(label=_("For whom (group, no names)"), max_length=120, required=False)
    people = forms.IntegerField(label=_("Number of people"), required=False, min_value=1, max_value=500)
    year = forms.TypedChoiceField(label=_("School year"), coerce=int)

    def prepare(self) -> None:
        """Offer this and the following school years, and the one it has."""
        years = {*range(self.concept.year, self.concept.year + 5)}
        if isinstance(held := self.initial.get("year"), int):
            years.add(held)
        self.fields["year"].choices = [(one, school_year_name(one)) for one in sorted(years)]  # type: ignore[attr-defined]


class SupportForm(PartForm):
    """Support of one level."""

    slug = "support"
    level = forms.TypedChoiceField(label=_("Level"), choices=Support.Level.choices, coerce=int)
    who = forms.CharField(label=_("Who (function, no names)"), max_length=120, required=False)
    hours = forms.DecimalField(
        label=_("Hours per week there are"), required=False, min_value=0, max_value=500, decimal_places=1
    )
    needed = forms.DecimalField(
        label=_("Hours per week needed"), required=False, min_value=0, max_value=500, decimal_places=1
    )
    text = forms.CharField(
        label=_("How it works"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )


class ExchangeForm(PartForm):
    """An offer to other schools, or a wish."""

    slug = "austausch"
    direction = forms.ChoiceField(label=_("We"), choices=Direction.choices, widget=forms.RadioSelect())
    competence = forms.ChoiceField(label=_("Competence"))
    text = forms.CharField(label=pgettext_lazy("exchange", "What"), max_length=200)
    is_shared = forms.BooleanField(
        label=_("Show it to the other schools of the network"), required=False,
        help_text=_("With the name of the school. You can take it back at any time."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the competences of the concept's frame."""
        numbers = [(one.number, one.name) for one in self.concept.frame.by_number.values()]
        self.fields["competence"].choices = numbers  # type: ignore[attr-defined]


FORMS: dict[str, type[PartForm]] = {
    form.slug: form
    for form in (TextForm, SubjectForm, EntryForm, EquipmentForm, TrainingForm, SupportForm, ExchangeForm)
}
