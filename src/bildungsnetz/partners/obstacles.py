"""What stands in the way of a change of partners, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.partners.services import errors

WORDS: dict[type[NotPossible], object] = {
    errors.FromTheStatesList: _("A school comes from the state's list; only an import changes it."),
    errors.StillInUse: _("Functions or cooperations run beyond that day. Please end them first."),
    errors.AlreadyEntered: _("This cooperation is entered already."),
    errors.SameInstitution: _("An institution cannot work with itself."),
    errors.AlreadyMerged: _("One of these entries has been merged already. Please load the page again."),
    errors.BuiltUpon: _("The entry was merged once more since. Please separate that merge first."),
    errors.NoAddress: _("The entry has no e-mail address to which a link could be sent."),
    errors.NameTaken: _("There is a list of this name already."),
    errors.NobodyReached: _("Nobody on this list has agreed to circulars and has an e-mail address."),
}
