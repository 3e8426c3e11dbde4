"""The invented people of the demonstration: one sign-in per role, shown on the start page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bildungsnetz.networks.models import Office, Role, Side

# Published on purpose: the demonstration holds invented data only, and says so on every page.
PASSWORD = "Netz-Vorführung-2027"  # noqa: S105  see above


@dataclass(frozen=True)
class Login:
    """One invented person: who it is, in which role, for which side, and with which mandate office if any."""

    name: str
    email: str
    title: str | Promise
    role: Role
    side: Side | None = None
    function: str = ""
    office: Office | None = None


LOGINS = (
    Login(
        "Martin Lehnert",
        "land@demo.example",
        _("Education office, post of the state"),
        Role.OFFICE,
        Side.STATE,
        "Bildungsbüro, Stelle des Landes",
    ),
    Login(
        "Jana Osterkamp",
        "kreis@demo.example",
        _("Education office, post of the county"),
        Role.OFFICE,
        Side.MUNICIPAL,
        "Bildungsbüro, kommunale Stelle",
    ),
    Login(
        "Corinna Abel",
        "kreisleitung@demo.example",
        _("County head's deputy, consents for the municipal side"),
        Role.MUNICIPAL_SIDE,
        Side.MUNICIPAL,
        "Kreisdirektorin, in Vertretung des Landrats",
        Office.COUNTY_DIRECTOR,
    ),
    Login(
        "Dr. Ulrike Brandt",
        "schulaufsicht@demo.example",
        _("School supervision, consents for the state side"),
        Role.STATE_SIDE,
        Side.STATE,
        "Obere Schulaufsicht, Regionalkoordination",
        Office.UPPER_SUPERVISION,
    ),
    Login(
        "Petra Kamp",
        "lenkungskreis@demo.example",
        _("Member of the steering group"),
        Role.BODY_MEMBER,
        None,
        "Mitglied des Lenkungskreises",
    ),
    Login(
        "Yusuf Aydin",
        "schultraeger@demo.example",
        _("Town as school body"),
        Role.SCHOOL_BODY,
        Side.MUNICIPAL,
        "Stadt als Schulträger",
    ),
    Login("Sabine Holt", "jugendamt@demo.example", _("Youth office"), Role.PARTNER, None, "Jugendamt"),
    Login("Thomas Reuter", "agentur@demo.example", _("Employment agency"), Role.PARTNER, None, "Agentur für Arbeit"),
    Login("Karin Vogt", "schule@demo.example", _("School"), Role.SCHOOL, None, "Schulleitung (Beispielschule)"),
    Login("Lena Pixel", "betrieb@demo.example", _("Company"), Role.COMPANY, None, "Ausbildung (Beispielbetrieb)"),
    Login("Dr. Miriam Falk", "ministerium@demo.example", _("Ministry, reads releases only"), Role.MINISTRY),
    Login("Olaf Betke", "betreiber@demo.example", _("Operator of the platform"), Role.OPERATOR),
)
