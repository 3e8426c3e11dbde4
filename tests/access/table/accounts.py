"""Rows of sign-in and of one's own account; nobody sees anything of anybody else's."""

from collections.abc import Callable

from tests.access.places import Place
from tests.access.rights import CONFIRM, DONE, NOT_OFFERED, NOTHING, Rights, Row, everybody, only, signed_in
from tests.access.roles import SIGNED_IN


def whoever(url: str, page: str, get: Rights, post: Rights = NOT_OFFERED, **more: object) -> Row:
    """A row whose object belongs to no network."""
    return Row(url, page, get, post, of_network=False, **more)


# Forms that come back with a word about what is missing answer 200: that is how the sign-in library does it.
FOR_GUESTS = only(SIGNED_IN, DONE, anonymous="200")
HALF_SIGNED_IN = signed_in(DONE)
OWN = signed_in("200")
AFTER_CONFIRMING = signed_in(CONFIRM)
NOT_SET_UP = signed_in("404")
READ_ONLY = signed_in("405")


def key(value: object) -> Callable[[Place], tuple[object, ...]]:
    return lambda _place: (value,)


COMING_AND_GOING = [
    whoever("account_login", "Anmelden", FOR_GUESTS, FOR_GUESTS),
    whoever("mfa_authenticate", "Zweiter Faktor beim Anmelden", HALF_SIGNED_IN, HALF_SIGNED_IN),
    whoever("mfa_login_webauthn", "Mit Passkey anmelden", HALF_SIGNED_IN, HALF_SIGNED_IN),
    whoever("account_inactive", "Konto gesperrt", everybody("200")),
    whoever("account_reauthenticate", "Passwort noch einmal eingeben", OWN, OWN),
    whoever("mfa_reauthenticate", "Zweiten Faktor noch einmal nutzen", AFTER_CONFIRMING, AFTER_CONFIRMING),
    whoever("mfa_reauthenticate_webauthn", "Passkey noch einmal nutzen", AFTER_CONFIRMING, AFTER_CONFIRMING),
    whoever("socialaccount_login_cancelled", "Anmeldedienst abgebrochen", everybody("200")),
    whoever("socialaccount_login_error", "Anmeldedienst: Fehler", everybody("401")),
    whoever("openid_connect_login", "Anmeldedienst", NOTHING, NOTHING, arguments=key("zentral"), case="ohne Dienst"),
    whoever(
        "openid_connect_callback",
        "Antwort des Dienstes",
        NOTHING,
        NOTHING,
        arguments=key("zentral"),
        case="ohne Dienst",
    ),
    whoever("account_logout", "Abmelden", only(SIGNED_IN, "200", anonymous=DONE), everybody(DONE)),
    whoever("accounts:account", "Mein Konto", OWN, OWN),
    Row(
        "accounts:invitation",
        "Einladung annehmen",
        everybody("200"),
        everybody("200"),
        arguments=lambda place: (place.tokens["invitation"],),
        case="wer die Adresse kennt",
        by_key=True,
    ),
    whoever("accounts:invitation", "Einladung annehmen", NOTHING, NOTHING, arguments=key("x"), case="falsche Adresse"),
]

PASSWORD = [
    whoever("account_reset_password", "Passwort vergessen", everybody("200"), everybody("200")),
    whoever("account_reset_password_done", "Passwort vergessen: Mail ist unterwegs", everybody("200")),
    whoever(
        "account_reset_password_from_key",
        "Neues Passwort",
        everybody("200"),
        everybody("200"),
        arguments=lambda _place: ("1", "falsch"),
        case="falsche Adresse",
    ),
    whoever("account_reset_password_from_key_done", "Neues Passwort ist gesetzt", everybody("200")),
    whoever("account_change_password", "Passwort ändern", OWN, OWN),
    whoever("account_set_password", "Erstes Passwort", signed_in(DONE), signed_in(DONE), case="schon gesetzt"),
]

SECOND_FACTOR = [
    whoever("mfa_index", "Zweiter Faktor", OWN, READ_ONLY),
    whoever("mfa_activate_totp", "App verbinden", AFTER_CONFIRMING, AFTER_CONFIRMING),
    whoever("mfa_deactivate_totp", "App abschalten", NOT_SET_UP, NOT_SET_UP, case="nicht verbunden"),
    whoever("mfa_view_recovery_codes", "Ersatzcodes", NOT_SET_UP, READ_ONLY, case="keine da"),
    whoever("mfa_generate_recovery_codes", "Neue Ersatzcodes", AFTER_CONFIRMING, AFTER_CONFIRMING),
    whoever("mfa_download_recovery_codes", "Ersatzcodes als Datei", NOT_SET_UP, NOT_SET_UP, case="keine da"),
    whoever("mfa_list_webauthn", "Passkeys", OWN, READ_ONLY),
    whoever("mfa_add_webauthn", "Passkey anlegen", AFTER_CONFIRMING, AFTER_CONFIRMING),
    whoever("mfa_edit_webauthn", "Passkey umbenennen", AFTER_CONFIRMING, AFTER_CONFIRMING, arguments=key(1)),
    whoever("mfa_remove_webauthn", "Passkey entfernen", AFTER_CONFIRMING, AFTER_CONFIRMING, arguments=key(1)),
    whoever("usersessions_list", "Meine Anmeldungen", OWN, signed_in(DONE)),
    whoever("socialaccount_connections", "Anmeldedienste", OWN, OWN),
]

ROWS = [*COMING_AND_GOING, *PASSWORD, *SECOND_FACTOR]
