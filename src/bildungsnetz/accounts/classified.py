"""What is personal in the tables of the libraries that do the signing-in; our own models say it in ``PERSONAL``.

The room of the journal keeps the record of processing activities and takes these facts from here.
"""

from typing import Any

SIGN_IN = "Lets a person sign in, and lets nobody else do it."
WITH_ACCOUNT = "On erasure of the person, at once; earlier if the person removes it."

PERSONAL_OF_LIBRARIES: dict[str, dict[str, Any]] = {
    "account.EmailAddress": {
        "personal": ["user", "email"],
        "impersonal": [],
        "purpose": "Remembers that mail to the address arrives, before a sign-in service may be linked by it.",
        "deleted_when": WITH_ACCOUNT,
    },
    "account.EmailConfirmation": {
        "personal": ["key"],
        "impersonal": [],
        "purpose": "Not used here: addresses are confirmed by invitations.",
        "deleted_when": WITH_ACCOUNT,
    },
    "mfa.Authenticator": {
        "personal": ["user", "data"],
        "impersonal": ["type"],
        "purpose": SIGN_IN,
        "deleted_when": WITH_ACCOUNT,
    },
    "socialaccount.SocialAccount": {
        "personal": ["user", "uid", "extra_data"],
        "impersonal": ["provider"],
        "purpose": SIGN_IN,
        "deleted_when": WITH_ACCOUNT,
    },
    "socialaccount.SocialToken": {
        "personal": ["token", "token_secret"],
        "impersonal": [],
        "purpose": "Not used here: tokens of sign-in services are not kept.",
        "deleted_when": WITH_ACCOUNT,
    },
    "usersessions.UserSession": {
        "personal": ["user", "ip", "user_agent", "session_key", "data"],
        "impersonal": [],
        "purpose": "Shows people where they are signed in, so that they notice a stranger.",
        "deleted_when": "When the sign-in ends or expires; on erasure of the person, at once.",
    },
    "sessions.Session": {
        "personal": ["session_key", "session_data"],
        "impersonal": [],
        "purpose": "Keeps a person signed in from page to page.",
        "deleted_when": "When the sign-in ends or expires; on erasure of the person, at once.",
    },
}
