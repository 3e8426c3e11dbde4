"""Writing services of the room: links, invitations, what people change themselves, and erasure."""

from bildungsnetz.accounts.services.erasure import deactivate, end_sign_ins, erase_person, forget_the_past, reactivate
from bildungsnetz.accounts.services.invitations import (
    AlreadySignedUp,
    accept_invitation,
    close_invitations,
    invitation_behind,
    invite,
)
from bildungsnetz.accounts.services.links import (
    LinkExpired,
    LinkProblem,
    LinkRevoked,
    LinkUnknown,
    LinkUsed,
    issue_link,
    open_link,
    revoke_link,
    use_link,
)
from bildungsnetz.accounts.services.people import change_profile, choose_language, confirm_address

__all__ = [
    "AlreadySignedUp",
    "LinkExpired",
    "LinkProblem",
    "LinkRevoked",
    "LinkUnknown",
    "LinkUsed",
    "accept_invitation",
    "change_profile",
    "choose_language",
    "close_invitations",
    "confirm_address",
    "deactivate",
    "end_sign_ins",
    "erase_person",
    "forget_the_past",
    "invitation_behind",
    "invite",
    "issue_link",
    "open_link",
    "reactivate",
    "revoke_link",
    "use_link",
]
