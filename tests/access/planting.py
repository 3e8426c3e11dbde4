"""What stands in a network of the table beside its contract: work, figures, a directory of partners."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from bildungsnetz.intake.services import preview_import
from bildungsnetz.monitoring.services.catalogue import define_indicator, load_catalogue
from bildungsnetz.monitoring.services.receiving import receive
from bildungsnetz.monitoring.services.releases import prepare_release
from bildungsnetz.monitoring.services.reports import add_block, add_chapter, begin_edition
from bildungsnetz.networks.models import (
    DutyKind,
    Side,
)
from bildungsnetz.networks.services.calendar import subscribe
from bildungsnetz.networks.services.duties import enter_duty
from bildungsnetz.networks.services.posts import fill_post, promise_post
from bildungsnetz.partners.models import CooperationKind, Evidence, Institution
from bildungsnetz.partners.services.cooperations import enter_cooperation
from bildungsnetz.partners.services.lists import keep_upload
from bildungsnetz.partners.services.mailing import make_list, send_circular
from bildungsnetz.partners.services.merging import merge
from bildungsnetz.partners.services.people import enter_person
from bildungsnetz.partners.services.self_service import ask_to_confirm
from bildungsnetz.partners.tests.factories import InstitutionFactory, SchoolFactory, schuldaten
from tests.access.place import Place

LONG_AGO = date(2010, 1, 1)


def plant_work(place: Place) -> None:
    """Plant a duty, a filled post and a subscription of the calendar."""
    word, now, by = place.words.inside, timezone.now(), place.people["office"]
    duty = enter_duty(
        network=place.network,
        kind=DutyKind.EVALUATION,
        title=f"Evaluation {word}",
        due_on=timezone.localdate() + timedelta(days=20),
        agreed_in=None,
        note=f"Mit {word}",
        by=by,
        at=now,
    )
    post = promise_post(
        network=place.network,
        side=Side.STATE,
        title=f"Stelle {word}",
        promised_fte=Decimal("1.00"),
        began_on=LONG_AGO,
        ended_on=None,
        agreed_in=None,
        by=by,
        at=now,
    )
    filling = fill_post(
        post=post, filled_fte=Decimal("0.50"), began_on=LONG_AGO, ended_on=None, person=by, by=by, at=now
    )
    place.keys |= {"duty": duty.pk, "post": post.pk, "filling": filling.pk}
    place.tokens["feed"] = subscribe(network=place.network, by=by, at=now)


def plant_figures(place: Place) -> None:
    """Begin a release and an edition of the education report; both are drafts."""
    word, by, now = place.words.draft, place.people["office"], timezone.now()
    release = prepare_release(network=place.network, title=f"Zahlen {word}", text=f"Mehr {word}.", by=by, at=now)
    inside = place.words.inside
    load_catalogue(at=now)
    own = define_indicator(
        network=place.network, code="eigene", area="I", said={
            "title": f"Zahl {inside}", "definition": inside, "unit": "COUNT", "direction": "NONE", "aggregation": "SUM",
            "source": inside, "licence": inside, "reference_day": inside,
        }, applies_from=LONG_AGO, by=by, at=now,
    )  # fmt: skip
    waiting = receive(
        network=place.network, name=f"{inside}.csv",
        content=f"Ort;{inside};Jahr\n05158;7;2023\n".encode(), by=by, at=now,
        today=timezone.localdate(),
    )  # fmt: skip
    place.keys |= {"waiting": waiting.pk, "own indicator": own.indicator_id}
    edition = begin_edition(network=place.network, title=f"Bericht {word}", year=now.year, by=by, at=now)
    chapter = add_chapter(edition=edition, title=f"Kapitel {word}", by=by, at=now)
    block = add_block(chapter=chapter, kind="TEXT", heading="", text=f"Text {word}", by=by, at=now)
    place.keys |= {
        "release": release.pk, "edition": edition.pk, "edition number": edition.number, "chapter": chapter.pk,
        "block": block.pk,
    }  # fmt: skip
    place.tokens["release"] = release.name


def plant_directory(place: Place) -> None:
    """Give the network a school, an institution, and a file of its own that waits for a decision."""
    key, now = place.network.region.key, timezone.now()
    place.school_number = f"1{key}"
    town = {"05158": "05158024", "05966": "05966024"}[key]
    SchoolFactory(school_number=place.school_number, institution__town=town)
    _partners(place, InstitutionFactory(name=f"Haus {place.words.inside}", town=town, email="haus@demo.example"), town)
    for name, scope in [("run", place.slug), ("run for the state", "")]:
        waiting = schuldaten({"Schulnummer": f"2{key}", "Gemeindeschluessel": town}, stated="01.10.2026")
        file_name = f"{place.words.inside if scope else 'Land'}.csv"
        run = preview_import(
            name=file_name, content=waiting, scope=scope, by=None, at=now, retrieved_on=timezone.localdate()
        )
        place.keys[name] = run.pk


def _partners(place: Place, house: Institution, town: str) -> None:
    """Give the network a partner with a person, a cooperation, a merge, and a link to its own entry."""
    network, by, now, word = place.network, place.people["office"], timezone.now(), place.words.inside
    other, double = (InstitutionFactory(name=f"{kind} {word}", town=town) for kind in ("Werkstatt", "Scheune"))
    function = enter_person(
        network=network, institution=house, contact={"name": f"Ida {word}", "email": "ida@demo.example"},
        title=f"Leitung {word}", began_on=LONG_AGO, publication=False, mailing=True, by=by, at=now,
    )  # fmt: skip
    cooperation = enter_cooperation(
        network=network, first=house, second=other, kind=CooperationKind.SUPPORTS, purpose=word,
        evidence=Evidence.AGREEMENT, evidence_note="", began_on=LONG_AGO, by=by, at=now,
    )  # fmt: skip
    merged = merge(network=network, kept=other, dropped=double, by=by, at=now)
    tokens: list[str] = []

    def address(token: str) -> str:
        tokens.append(token)
        return f"https://netz.example/{token}"

    ask_to_confirm(institution=house, network=network, address=address, by=by, at=now)
    distribution = make_list(network=network, values={"name": word}, by=by, at=now)
    circular = send_circular(to=distribution, subject=word, body=word, address=address, by=by, at=now)
    place.tokens["own data"], place.tokens["unsubscribe"] = tokens
    place.keys |= {
        "partner": house.pk,
        "other partner": other.pk,
        "contact person": function.person_id,
        "function": function.pk,
        "cooperation": cooperation.pk,
        "merge": merged.pk,
        "distribution list": distribution.pk,
        "circular": circular.pk,
        "uploaded list": keep_upload(
            network=network, name=f"{word}.csv", content=f"Name;{word}\n{word};1".encode(), by=by, at=now
        ).pk,
    }
