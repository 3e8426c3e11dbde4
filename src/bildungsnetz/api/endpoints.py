"""The read-only interface for machines: regions, networks, schools. Only what is public anyway."""

# ruff: noqa: ARG001 - the library hands every call the request, by this name

from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from bildungsnetz.api import schemas
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Membership, Region
from bildungsnetz.networks.selectors import network_by_slug, version_in_force
from bildungsnetz.networks.selectors.places import towns_of
from bildungsnetz.networks.selectors.register import RegionOnDay, networks_on, standing_of
from bildungsnetz.networks.selectors.work import fields_on
from bildungsnetz.partners.models import School
from bildungsnetz.partners.selectors import school_by_number, schools_for_api

REGISTER = {"licence": "dl-de/by-2-0", "attribution": "Bildungsnetz; every membership names its public source"}
BORDERS = {"licence": "GeoNutzV", "attribution": geo.ATTRIBUTION}
SCHOOLS = {
    "licence": "dl-de/by-2-0",
    "attribution": "Ministerium für Schule und Bildung NRW; Information und Technik Nordrhein-Westfalen",
}
MOST_PER_PAGE = 200

api = NinjaAPI(
    title="Bildungsnetz",
    version="1",
    description="Regions, education networks and schools of North Rhine-Westphalia. Read-only, no account needed.",
    urls_namespace="api-v1",
    docs_url=None,
)
Key = Annotated[schemas.RegionKey, Path(description="Key of the region, 5 digits, for example 05158")]
Slug = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,60}$", description="Short name, for example kreis-mettmann")]
Number = Annotated[str, Path(pattern=r"^\d{6}$", description="School number, 6 digits")]
Day = Annotated[date | None, Query(description="Day of the question, ISO 8601; today if left out")]
NOT_FOUND = {404: schemas.Problem, 422: schemas.Unprocessable}
UNFIT = {422: schemas.Unprocessable}


@api.get("/regions", response={200: schemas.Regions, **UNFIT}, tags=["regions"], summary="All regions on a day")
def regions(request: HttpRequest, on: Day = None) -> dict[str, Any]:
    """Return the regions existing on a day, by key: 53 today, 54 before 21.10.2009."""
    found = networks_on(on or timezone.localdate())
    items = [_region(row.region, row.network.slug if row.network else None) for row in found.rows]
    return {"on": found.day, "count": len(items), "items": items, **REGISTER}


@api.get(
    "/regions/{key}",
    response={200: schemas.RegionDetail, **NOT_FOUND},
    tags=["regions"],
    summary="One region, its towns",
)
def region(
    request: HttpRequest,
    key: Key,
) -> dict[str, Any]:
    """Return a region that exists today, with its towns by name."""
    for row in networks_on(timezone.localdate()).rows:
        if row.region.key == key:
            towns = [{"ags": town.ags, "name": town.name} for town in towns_of(row.region)]
            return {**_region(row.region, row.network.slug if row.network else None), "towns": towns, **BORDERS}
    raise Http404


@api.get("/networks", response={200: schemas.Networks, **UNFIT}, tags=["networks"], summary="The register on a day")
def networks(
    request: HttpRequest,
    on: Day = None,
    certainty: Annotated[Literal["CERTAIN", "POSSIBLE", "NO"] | None, Query(description="Only these rows")] = None,
) -> dict[str, Any]:
    """Return how many networks exist on a day, certain and possible ones apart, with the evidence."""
    found = networks_on(on or timezone.localdate())
    rows = [row for row in found.rows if certainty in (None, row.standing.certainty.value)]
    return {
        "on": found.day,
        "first_day": found.first_day,
        "certain": found.certain,
        "possible": found.possible,
        "regions_without": found.none,
        "official": [
            {
                "on": count.on,
                "precision": count.precision,
                "count": count.count,
                "source": {"title": count.source.title, "url": count.source.url},
                "note": count.note,
            }
            for count in found.official
        ],
        "items": [_network(row) for row in rows],
        **REGISTER,
    }


@api.get(
    "/networks/{slug}", response={200: schemas.NetworkDetail, **NOT_FOUND}, tags=["networks"], summary="One network"
)
def network(
    request: HttpRequest,
    slug: Slug,
    on: Day = None,
) -> dict[str, Any]:
    """Return a network on a day: its standing, the contract in force and the fields of action."""
    day = on or timezone.localdate()
    found = network_by_slug(slug)
    if found is None:
        raise Http404
    row = standing_of(found, on=day)
    if row is None:
        raise Http404
    version = version_in_force(found, on=day)
    fields = fields_on(found, on=day)
    return {
        **_network(row),
        "on": day,
        "contract": version
        and {
            "version": version.number,
            "title": version.title,
            "state_party": version.state_party,
            "municipal_party": version.municipal_party,
            "legal_basis": version.legal_basis,
            "signed_on": version.signed_on,
            "effective_from": version.effective_from,
            "content_hash": version.content_hash,
        },
        "fields_of_action": list(fields.values("name", "slug", "description", "began_on", "ended_on")),
        **REGISTER,
    }


@api.get("/schools", response={200: schemas.Schools, **UNFIT}, tags=["schools"], summary="The school directory")
def schools(
    request: HttpRequest,
    region: Annotated[schemas.RegionKey | None, Query()] = None,
    town: Annotated[schemas.Ags | None, Query()] = None,
    type_code: Annotated[
        str | None, Query(alias="type", pattern=r"^[0-9A-Z]{2}$", description="Code of the school type, for example 02")
    ] = None,
    page: Annotated[int, Query(ge=1, le=100_000, description="Page, the first is 1")] = 1,
    page_size: Annotated[int, Query(ge=1, le=MOST_PER_PAGE, description="Schools on a page")] = 100,
) -> dict[str, Any]:
    """Return schools by number, a page at a time; pages beyond the last are empty."""
    found = schools_for_api(town=town or "", region_key=region or "", school_type=type_code or "")
    count, first = found.count(), (page - 1) * page_size
    return {
        "count": count,
        "page": page,
        "pages": -(-count // page_size),
        "items": [_school(entry) for entry in found[first : first + page_size]],
        **SCHOOLS,
    }


@api.get("/schools/{number}", response={200: schemas.SchoolDetail, **NOT_FOUND}, tags=["schools"], summary="One school")
def school(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Return the school with this number."""
    found = school_by_number(number)
    if found is None or not found.is_school:
        raise Http404
    return {**_school(found), **SCHOOLS}


@api.exception_handler(Http404)
def not_found(request: HttpRequest, _problem: Exception | type[Exception]) -> HttpResponse:
    """Answer in JSON that there is no such thing, without saying whether there ever was."""
    return api.create_response(request, {"detail": "There is no such object."}, status=404)


@api.exception_handler(ValidationError)
def unfit(request: HttpRequest, problem: Any) -> HttpResponse:
    """Answer in JSON which parameters do not fit, without repeating what was sent."""
    details = [{"type": error["type"], "loc": list(error["loc"]), "msg": error["msg"]} for error in problem.errors]
    return api.create_response(request, {"detail": details}, status=422)


def _region(found: Region, slug: str | None) -> dict[str, Any]:
    return {
        "key": found.key,
        "name": found.name,
        "kind": found.kind,
        "district": found.district.name,
        "exists_from": found.began_on,
        "exists_until": found.ended_on,
        "network": slug,
    }


def _network(row: RegionOnDay) -> dict[str, Any]:
    return {
        "slug": row.network.slug if row.network else None,
        "region": row.region.name,
        "region_key": row.region.key,
        "standing": row.standing.value,
        "certainty": row.standing.certainty.value,
        "memberships": [_membership(membership) for membership in row.memberships],
    }


def _membership(membership: Membership) -> dict[str, Any]:
    return {
        "start": membership.start,
        "began_on": membership.began_on,
        "began_precision": membership.began_precision,
        "ended_on": membership.ended_on,
        "ended_precision": membership.ended_precision or None,
        "attested_on": membership.attested_on,
        "source": {"title": membership.source.title, "url": membership.source.url},
        "note": membership.note,
    }


def _school(found: School) -> dict[str, Any]:
    institution = found.institution
    return {
        "school_number": found.school_number,
        "name": institution.name,
        "short_name": institution.short_name,
        "type_code": found.school_type,
        "type_title": found.type_title,
        "legal_form": found.legal_form,
        "street": institution.street,
        "postcode": institution.postcode,
        "place": institution.place,
        "town": institution.town,
        "lat": found.lat,
        "lon": found.lon,
        "pupils_rounded_to_5": found.pupils,
        "social_index": found.social_index,
        "social_index_edition": found.social_index_edition,
        "is_listed": found.is_listed,
        "is_example": institution.is_example,
    }
