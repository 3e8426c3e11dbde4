"""Papers of a season: cards with codes, a pupil's plan, the certificate; and the plan as calendar."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format

from bildungsnetz.documents.services import render_pdf
from bildungsnetz.post.calendar import CalendarEvent, feed
from bildungsnetz.transition.models import Participation, Placement, Pupil
from bildungsnetz.transition.services.codes import Card

FOLDER = Path(__file__).parent / "typst"


def cards_paper(participation: Participation, cards: Sequence[Card], *, at: datetime) -> bytes:
    """Render the cards of a class: code, picture of the code, two sentences, a line for the name by hand.

    The code stands in the part of the address that browsers send to nobody, so that no log holds it.
    """
    season = participation.season
    address = settings.PUBLIC_URL + reverse("transition:code")
    with translation.override("de"):
        return render_pdf(
            template=FOLDER / "cards.typ",
            data={
                "network": season.network.name,
                "address": address,
                "until": date_format(timezone.localtime(season.wishes_until), "j. F, H:i"),
                "cards": [
                    {"name": f"{card.class_name} Nr. {card.number}", "code": card.spoken, "picture": f"c{place}.svg"}
                    for place, card in enumerate(cards)
                ],
            },
            title=f"Codes: {participation}",
            language="de",
            at=at,
            publisher=f"Bildungsnetz {season.network.name}",
            pictures={f"c{place}.svg": _picture(f"{address}#{card.code}") for place, card in enumerate(cards)},
        )


def plan_paper(pupil: Pupil, places: Sequence[Placement]) -> bytes:
    """Render a pupil's days: where, when, what to bring."""
    return _paper("plan.typ", pupil, places, title="Deine Erkundungstage")


def certificate_paper(pupil: Pupil, places: Sequence[Placement]) -> bytes:
    """Render the certificate of the days attended, with an empty line for the name."""
    return _paper("certificate.typ", pupil, places, title="Bescheinigung über die Berufsfelderkundung")


def calendar_of(places: Iterable[Placement]) -> bytes:
    """Return a pupil's days as iCalendar; nothing in it tells whose they are."""
    zone = timezone.get_current_timezone()
    events = []
    for place in places:
        offer = place.offer
        events.append(
            CalendarEvent(
                uid=f"{offer.reference}@erkundungstage",
                summary=f"Erkundungstag: {offer.host}",
                start=datetime.combine(offer.day.date, offer.starts_at, tzinfo=zone),
                end=datetime.combine(offer.day.date, offer.ends_at, tzinfo=zone),
                changed_at=offer.submitted_at,
                location=_where(place),
                description=offer.meeting_point,
            )
        )
    return feed(name="Erkundungstage", events=events, refresh=timedelta(hours=12))


def _paper(template: str, pupil: Pupil, places: Sequence[Placement], *, title: str) -> bytes:
    season = pupil.season
    school = pupil.school_class.participation
    with translation.override("de"):
        return render_pdf(
            template=FOLDER / template,
            data={
                "network": season.network.name,
                "title": title,
                "school": str(school),
                "days": [
                    {
                        "day": date_format(place.offer.day.date, "l, j. F Y"),
                        "time": f"{time_format(place.offer.starts_at, 'H:i')} bis "
                        f"{time_format(place.offer.ends_at, 'H:i')} Uhr",
                        "company": str(place.offer.host),
                        "field": str(place.offer.get_field_display()),
                        "where": _where(place),
                        "bring": "; ".join(filter(None, [place.offer.meeting_point, place.offer.clothing])),
                    }
                    for place in places
                ],
            },
            title=title,
            language="de",
            at=season.results_at,
            publisher=f"Bildungsnetz {season.network.name}",
        )


def _where(place: Placement) -> str:
    offer = place.offer
    return ", ".join(filter(None, [offer.street, f"{offer.postcode} {offer.town_name}".strip()]))


def _picture(text: str) -> bytes:
    stream = io.BytesIO()
    segno.make(text, error="m", micro=False).save(stream, kind="svg", scale=4, border=2)
    return stream.getvalue()
