"""What the interface answers, field by field. All keys are text; days are ISO 8601; nothing personal."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

Certainty = Literal["CERTAIN", "POSSIBLE", "NO"]
Precision = Literal["DAY", "MONTH", "YEAR", "NOT_LATER_THAN", "UNKNOWN"]
RegionKey = Annotated[str, Field(pattern=r"^\d{5}$", description="Key of a region, 5 digits, for example 05158")]
Ags = Annotated[str, Field(pattern=r"^\d{8}$", description="Municipality key, 8 digits, for example 05158024")]


class Problem(Schema):
    """What was wrong, in a sentence for people."""

    detail: str


class FieldProblem(Schema):
    """One parameter that does not fit."""

    type: str
    loc: list[str | int]
    msg: str


class Unprocessable(Schema):
    """Parameters that do not fit."""

    detail: list[FieldProblem]


class Licensed(Schema):
    """Whose data it is; name it wherever you use the data."""

    licence: str
    attribution: str


class SourceOut(Schema):
    """Where a fact was read."""

    title: str
    url: str


class TownOut(Schema):
    """A town or municipality."""

    ags: str
    name: str


class RegionOut(Schema):
    """The area of a county, an independent city or the city region."""

    key: str
    name: str
    kind: Literal["COUNTY", "INDEPENDENT_CITY", "CITY_REGION"]
    district: str
    exists_from: date | None
    exists_until: date | None = Field(description="First day on which it no longer exists")
    network: str | None = Field(description="Short name of its network, None if it never had one")


class Regions(Licensed):
    """All regions that exist on a day."""

    on: date
    count: int
    items: list[RegionOut]


class RegionDetail(RegionOut, Licensed):
    """A region with its towns."""

    towns: list[TownOut]


class MembershipOut(Schema):
    """A period in which a region had a network, as exactly as the source says; half-open."""

    start: Literal["JOINED", "RESUMED"]
    began_on: date | None
    began_precision: Precision
    ended_on: date | None
    ended_precision: Precision | None
    attested_on: date | None
    source: SourceOut
    note: str


class NetworkOnDay(Schema):
    """A region's network on a day."""

    slug: str | None
    region: str
    region_key: str
    standing: Literal["MEMBER", "SINCE_THIS_DAY", "POSSIBLE", "NOT_YET", "NO_LONGER", "NONE"]
    certainty: Certainty
    memberships: list[MembershipOut]


class OfficialCountOut(Schema):
    """How many networks a public source counted."""

    on: date
    precision: Precision
    count: int
    source: SourceOut
    note: str


class Networks(Licensed):
    """The register on a day: certain and possible networks apart, public counts beside."""

    on: date
    first_day: date | None
    certain: int
    possible: int
    regions_without: int
    official: list[OfficialCountOut]
    items: list[NetworkOnDay]


class FieldOut(Schema):
    """A field of action in force on the day."""

    name: str
    slug: str
    description: str
    began_on: date
    ended_on: date | None


class ContractOut(Schema):
    """The contract version in force on the day."""

    version: int
    title: str
    state_party: str
    municipal_party: str
    legal_basis: Literal["CONTRACT_ONLY", "SECTION_78A"]
    signed_on: date | None
    effective_from: date | None
    content_hash: str


class NetworkDetail(NetworkOnDay, Licensed):
    """One network with what is in force."""

    on: date
    contract: ContractOut | None
    fields_of_action: list[FieldOut]


class SchoolOut(Schema):
    """A school of the official directory."""

    school_number: str
    name: str
    short_name: str
    type_code: str
    type_title: str
    legal_form: str
    street: str
    postcode: str
    place: str
    town: str
    lat: float | None
    lon: float | None
    pupils_rounded_to_5: int | None
    social_index: int | None
    social_index_edition: str
    is_listed: bool
    is_example: bool


class Schools(Licensed):
    """One page of the school directory, by school number."""

    count: int
    page: int
    pages: int
    items: list[SchoolOut]


class SchoolDetail(SchoolOut, Licensed):
    """One school."""
