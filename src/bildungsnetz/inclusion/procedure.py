"""The procedure in plain words, step by step, with who acts (AO-SF, BASS 13-41 Nr. 2.1; §§ 10-17)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ProcedureStep:
    """One step: what happens, who acts, where it is written."""

    title: str | Promise
    text: str | Promise
    who: str | Promise
    source: str


STEPS = (
    ProcedureStep(
        _("You ask"),
        _("As a rule the parents apply. The application goes through the school. You can ask for advice before."),
        _("Parents"),
        "§ 11 AO-SF",
    ),
    ProcedureStep(
        _("Sometimes the school asks"),
        _("Only in exceptions: if a goal of its own is likely, or if there is danger. The school must say why."),
        _("School"),
        "§ 12 AO-SF",
    ),
    ProcedureStep(
        _("The school writes what it has done"),
        _("It writes how it has supported so far."),
        _("School"),
        "§§ 11, 12 AO-SF",
    ),
    ProcedureStep(
        _("Two teachers look together"),
        _(
            "One teacher for special education and one of the general school write one report together. They talk "
            "with the parents. If needed, the health office looks too."
        ),
        _("Teachers"),
        "§ 13 AO-SF",
    ),
    ProcedureStep(
        _("The school supervision decides"),
        _("It decides whether there is a need, and in which focus. You get it in writing, with reasons."),
        _("School supervision"),
        "§ 14 AO-SF",
    ),
    ProcedureStep(
        _("You choose the place"),
        _(
            "The school supervision proposes at least one general school with joint learning. Parents may choose a "
            "special school instead."
        ),
        _("Parents and school supervision"),
        "§ 16 AO-SF",
    ),
    ProcedureStep(
        _("Every year somebody looks again"),
        _("A need can change or end. Before grade 5 it is decided anew."),
        _("School and school supervision"),
        "§ 17 AO-SF",
    ),
)
