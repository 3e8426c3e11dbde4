"""Asking for an address as a visitor, and reading the answer."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pikepdf
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.html import escape

from bildungsnetz.documents.tests.reading import words_of
from tests.access.places import Place, World
from tests.access.rights import CONFIRM, DONE, SIGN_IN, Row
from tests.access.roles import EVERYBODY, Visitor, seen_from_elsewhere

# Tokens against forged requests (twice 32 signs), and the minute at which a page could be printed.
CHANGING = re.compile(r"\b[A-Za-z0-9]{64}\b|\b\d\d:\d\d\b")


def address_of(row: Row, place: Place) -> str:
    """Return the row's address for the object in a place."""
    query = row.query if isinstance(row.query, str) else row.query(place)
    return reverse(row.url, args=row.arguments(place)) + query


def knock(world: World, visitor: Visitor, method: str, address: str, data: object = None) -> HttpResponseBase:
    """Ask once and take back whatever it changed."""
    client = world.client(visitor)
    # Rate limits count in the cache; a thousand visitors here come from one machine.
    cache.clear()
    with transaction.atomic():
        response = getattr(client, method.lower())(address, data or {})
        transaction.set_rollback(True)
    return response


def meaning_of(response: HttpResponseBase) -> str:
    """Say what an answer means: a status code, or for a redirect where it leads."""
    if response.status_code not in (301, 302, 303, 307, 308):
        return str(response.status_code)
    target = urlsplit(response["Location"])
    if target.netloc not in ("", "testserver"):
        return f"away to {target.netloc}"
    if target.path == reverse("account_login"):
        return SIGN_IN
    if target.path in (reverse("account_reauthenticate"), reverse("mfa_reauthenticate")):
        return CONFIRM
    return DONE


def page_of(response: HttpResponseBase, address: str) -> str:
    """Return a page without what differs between any two answers: tokens, the minute, and its own address."""
    text = CHANGING.sub("", response.content.decode())
    return text.replace(address, "").replace(escape(address), "")


def text_of(response: HttpResponseBase) -> str:
    """Return all text of an answer: headers, body, and what stands in a PDF."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    text = headers + body.decode("utf-8", errors="replace")
    if body.startswith(b"%PDF"):
        text += words_of(body) + _properties_of(body)
    return text


def expected(row: Row, method: str, place: Place, world: World) -> dict[Visitor, str]:
    """Return the answers the table promises for an object in a place."""
    rights = row.get if method == "GET" else row.post
    if place is world.own:
        return {visitor: rights[visitor] for visitor in EVERYBODY}
    return {visitor: rights[seen_from_elsewhere(visitor)] for visitor in EVERYBODY}


def _properties_of(pdf: bytes) -> str:
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as metadata:
        return str(dict(metadata)) + str({key: str(value) for key, value in document.docinfo.items()})
