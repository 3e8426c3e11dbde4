"""The invented partners of the demonstration: institutions, contact persons, cooperations, lists, a double."""

from datetime import date, datetime, timedelta

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import CooperationKind, Evidence, Institution
from bildungsnetz.partners.services import mark_partners_as_examples
from bildungsnetz.partners.services.cooperations import enter_cooperation
from bildungsnetz.partners.services.institutions import enter_institution
from bildungsnetz.partners.services.mailing import make_list, send_circular
from bildungsnetz.partners.services.people import enter_person

# Key, kind, side, name, town, competence; every name says that it is an example.
PARTNERS = (
    ("jugend", "YOUTH_OFFICE", "MUNICIPAL", "Jugendamt Beispielstadt Haan", "05158008", "Schulsozialarbeit"),
    ("agentur", "EMPLOYMENT_AGENCY", "THIRD", "Beispiel-Agentur für Arbeit", "05158024", "Berufsberatung ab Klasse 8"),
    ("jobcenter", "JOBCENTRE", "THIRD", "Beispiel-Jobcenter", "05158024", "Familien im SGB II"),
    ("kammer", "CHAMBER", "THIRD", "Beispielkammer für Handwerk", "05158028", "Ausbildungsmarkt"),
    ("koko", "COORDINATION", "MUNICIPAL", "Kommunale Koordinierung (Beispiel)", "05158024", "Übergang Schule–Beruf"),
    ("ki", "INTEGRATION_CENTRE", "MUNICIPAL", "Integrationszentrum (Beispiel)", "05158024", "Integration"),
    ("vhs", "ADULT_EDUCATION", "MUNICIPAL", "Beispiel-Volkshochschule Hilden", "05158016", "Weiterbildung"),
    ("medien", "MEDIA_CENTRE", "MUNICIPAL", "Beispiel-Medienzentrum", "05158024", "Medienkonzepte"),
    ("buecherei", "LIBRARY", "MUNICIPAL", "Beispiel-Stadtbücherei Velbert", "05158032", "Leseförderung"),
    ("tischlerei", "COMPANY", "THIRD", "Tischlerei Beispielholz", "05158036", "Erkundungsplätze"),
    ("software", "COMPANY", "THIRD", "Softwarehaus Beispiel", "05158026", "Erkundungsplätze"),
    ("musik", "MUSIC_SCHOOL", "THIRD", "Beispiel-Musikschule Erkrath", "05158004", "Ganztag"),
)  # fmt: skip
COOPERATIONS = (
    ("koko", "WORKS_WITH", "agentur", "Berufsorientierung ab Klasse 8", "AGREEMENT"),
    ("koko", "WORKS_WITH", "jobcenter", "Übergang ohne Umwege", "AGREEMENT"),
    ("koko", "WORKS_WITH", "kammer", "Plätze für die Erkundungstage", "MEETING"),
    ("agentur", "WORKS_WITH", "jobcenter", "Jugendberufsagentur", "AGREEMENT"),
    ("tischlerei", "OFFERS_PLACES", "kammer", "Erkundungstage", "STATEMENT"),
    ("software", "OFFERS_PLACES", "kammer", "Erkundungstage", "STATEMENT"),
    ("jugend", "HANDS_OVER", "koko", "Jugendliche mit Förderbedarf im Übergang", "MEETING"),
    ("medien", "SUPPORTS", "vhs", "Medienschulung für Eltern", "MEASURE"),
    ("medien", "WORKS_WITH", "buecherei", "Lesen und Medien", "MEASURE"),
    ("ki", "ADVISES", "jugend", "Neu zugewanderte Familien", "MEETING"),
)  # fmt: skip
PEOPLE = (
    ("jugend", "Petra Muster", "Leitung Jugendhilfeplanung", True, True),
    ("agentur", "Yusuf Demo", "Teamleitung Berufsberatung", True, True),
    ("koko", "Anna Vorlage", "Koordinatorin", True, True),
    ("kammer", "Rolf Petersen-Beispiel", "Ausbildungsberater", False, True),
    ("vhs", "Hanna Probe", "Leitung", False, False),
)  # fmt: skip


def make_partners(*, network: Network, by: User, at: datetime) -> None:
    """Make invented partners, all of them marked as examples."""
    made = {key: _institution(network, told, by, at) for key, *told in PARTNERS}
    _institution(network, ["YOUTH_OFFICE", "MUNICIPAL", "Beispielstadt Haan, Jugendamt", "05158008", ""], by, at)
    for first, kind, second, purpose, evidence in COOPERATIONS:
        enter_cooperation(
            network=network, first=made[first], second=made[second], kind=CooperationKind(kind), purpose=purpose,
            evidence=Evidence(evidence), evidence_note="erfunden", began_on=date(at.year - 1, 8, 1), by=by, at=at,
        )  # fmt: skip
    for number, (house, name, title, publication, mailing) in enumerate(PEOPLE, start=1):
        contact = {"name": name, "email": f"partner{number}@demo.example", "phone": f"02104 00000{number}"}
        enter_person(
            network=network, institution=made[house], contact=contact, title=title,
            began_on=at.date() - timedelta(days=300), publication=publication, mailing=mailing, by=by, at=at,
        )  # fmt: skip
    everybody = make_list(network=network, values={"name": "Alle Partner"}, by=by, at=at)
    values = {"name": "Kommunale Seite, Leitungen", "side": "MUNICIPAL", "function": "Leitung"}
    make_list(network=network, values=values, by=by, at=at)
    send_circular(
        to=everybody, subject="Termin der Bildungskonferenz (Beispiel)", body="Bitte merken Sie sich den Tag vor.",
        address=lambda _token: "https://demo.example/abgemeldet", by=by, at=at,
    )  # fmt: skip
    mark_partners_as_examples(network=network)


def _institution(network: Network, told: list[str], by: User, at: datetime) -> Institution:
    kind, side, name, town, competence = told
    values = {
        "kind": kind, "side": side, "name": name, "town": town, "competence": competence, "place": "Beispielort",
        "street": "Beispielweg 1", "email": f"{kind.lower()}@demo.example" if competence else "",
    }  # fmt: skip
    return enter_institution(network=network, values=values, further_kinds=[], by=by, at=at)
