"""The calls of OParl 1.1: system, bodies, lists with paging and filters by moment, single objects."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from bildungsnetz.api.oparl.composing import LISTED_TYPES, SCHEMA, TYPES, object_url
from bildungsnetz.governance.models import PublicObject
from bildungsnetz.governance.selectors.public import public_objects
from bildungsnetz.networks.selectors import network_by_slug

PER_PAGE = 100

FILTERS = {
    "created_since": "created_at__gte",
    "created_until": "created_at__lte",
    "modified_since": "modified_at__gte",
    "modified_until": "modified_at__lte",
}


class BadMoment(ValueError):
    """A filter is no moment."""


@require_safe
def system(_request: HttpRequest) -> JsonResponse:
    """Name the system and where its bodies are listed."""
    return JsonResponse(
        {
            "id": settings.PUBLIC_URL + reverse("oparl:system"),
            "type": f"{SCHEMA}System",
            "oparlVersion": SCHEMA,
            "name": "Bildungsnetz",
            "website": f"{settings.PUBLIC_URL}/",
            "license": "https://www.govdata.de/dl-de/by-2-0",
            "body": settings.PUBLIC_URL + reverse("oparl:bodies"),
        }
    )


@require_safe
def bodies(request: HttpRequest) -> JsonResponse:
    """List the networks that show bodies to the public."""
    found = PublicObject.objects.filter(kind="body").select_related("network").order_by("pk")
    return _listed(request, found, settings.PUBLIC_URL + reverse("oparl:bodies"))


@require_safe
def body(_request: HttpRequest, slug: str) -> JsonResponse:
    """Show one network."""
    return _single(slug, "body", slug)


@require_safe
def objects(request: HttpRequest, slug: str, kind: str) -> JsonResponse:
    """List the objects of one kind."""
    network = network_by_slug(slug)
    if network is None or kind not in LISTED_TYPES:
        raise Http404
    found = public_objects(network).filter(kind=kind).select_related("network")
    return _listed(request, found, settings.PUBLIC_URL + reverse("oparl:list", args=[slug, kind]))


@require_safe
def single(_request: HttpRequest, slug: str, kind: str, key: str) -> JsonResponse:
    """Show one object; what is gone answers with its tombstone."""
    if kind not in LISTED_TYPES:
        raise Http404
    return _single(slug, kind, key)


def _single(slug: str, kind: str, key: str) -> JsonResponse:
    network = network_by_slug(slug)
    found = public_objects(network).filter(kind=kind, key=key).select_related("network").first() if network else None
    if found is None:
        raise Http404
    return JsonResponse(_told(found))


def _listed(request: HttpRequest, found: QuerySet[PublicObject], address: str) -> JsonResponse:
    """Answer with one page; tombstones only to who asks what has changed since a moment."""
    asked = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    try:
        found = found.filter(**{FILTERS[name]: _moment(value) for name, value in asked.items()})
    except BadMoment:
        return JsonResponse({"detail": "A filter is no moment, for example 2027-01-14T14:00:00+01:00."}, status=400)
    if "modified_since" not in asked:
        found = found.filter(is_deleted=False)
    pages = Paginator(found, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))

    def link(number: int) -> str:
        return f"{address}?{urlencode({**asked, 'page': number})}"

    links = {"first": link(1), "self": link(page.number), "last": link(pages.num_pages)}
    if page.has_next():
        links["next"] = link(page.next_page_number())
    if page.has_previous():
        links["prev"] = link(page.previous_page_number())
    pagination = {
        "totalElements": pages.count,
        "elementsPerPage": PER_PAGE,
        "currentPage": page.number,
        "totalPages": pages.num_pages,
    }
    return JsonResponse({"data": [_told(one) for one in page], "pagination": pagination, "links": links})


def _told(found: PublicObject) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": object_url(found.network.slug, found.kind, found.key),
        "type": SCHEMA + TYPES[found.kind],
        **found.data,
        "created": timezone.localtime(found.created_at).isoformat(),
        "modified": timezone.localtime(found.modified_at).isoformat(),
    }
    return told | ({"deleted": True} if found.is_deleted else {})


def _moment(text: str) -> datetime:
    # A plus sign that was not escaped arrives as a blank.
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise BadMoment(text)
    return found
