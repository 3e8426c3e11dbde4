"""What stands in the way, and what was done, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bildungsnetz.media.services import errors
from bildungsnetz.networks.services.errors import NotPossible

WORDS: dict[type[NotPossible], object] = {
    errors.ConceptAdopted: _("The school council has adopted this concept. Open it again before you change it."),
    errors.NotAdopted: _("This is possible once the school council has adopted the concept."),
    errors.ConceptExists: _("There is already a concept for this school year."),
    errors.NothingToCarryOver: _("There is no earlier concept to take over."),
    errors.ChangedMeanwhile: _("Somebody else has changed this meanwhile. Both texts are kept. Please choose."),
    errors.SubjectInUse: _("There are teaching units in this subject. Please move or remove them first."),
    errors.UnknownSubject: _("This subject is not in the concept. Please add it in step 2 first."),
    errors.StillSetAside: _("Two people have written in the same place. Please choose first what stands."),
    errors.AlreadyReleased: _("This is released already."),
    errors.NotReleased: _("This is not released."),
    errors.NoSchoolBody: _("The concept names no school body. Please name it in step 1."),
    errors.NotYetResolved: _("This day lies in the future. Record the resolution once the school council has met."),
    errors.TaskExists: _("This person has this task already."),
    errors.RollUpRunning: _("Concepts are being put together already. Please wait until that is finished."),
    errors.TooFewSchools: _("Fewer than five schools have released their concept for this. No figures are shown."),
}  # fmt: skip

ACTIONS: Mapping[str, str | Promise] = {
    "concept begun": _("Concept begun"),
    "concept carried over": _("Concept taken over from the year before"),
    "frame changed": _("School body or grades changed"),
    "next update set": _("Next update set"),
    "step marked": _("Step marked"),
    "resolution recorded": _("Resolution of the school council recorded"),
    "opened again": _("Opened again"),
    "released": _("Released"),
    "release taken back": _("Release taken back"),
    "kept words dropped": _("Words kept beside were dropped"),
    "grid read in": _("Grid read in"),
    "text added": _("Text written"),
    "text changed": _("Text changed"),
    "text removed": _("Text removed"),
    "fach added": _("Subject added"),
    "fach changed": _("Subject changed"),
    "fach removed": _("Subject removed"),
    "eintrag added": _("Teaching unit added"),
    "eintrag changed": _("Teaching unit changed"),
    "eintrag removed": _("Teaching unit removed"),
    "ausstattung added": _("Equipment added"),
    "ausstattung changed": _("Equipment changed"),
    "ausstattung removed": _("Equipment removed"),
    "fortbildung added": _("Training added"),
    "fortbildung changed": _("Training changed"),
    "fortbildung removed": _("Training removed"),
    "support added": _("Support added"),
    "support changed": _("Support changed"),
    "support removed": _("Support removed"),
    "austausch added": _("Offer or wish added"),
    "austausch changed": _("Offer or wish changed"),
    "austausch removed": _("Offer or wish removed"),
}
