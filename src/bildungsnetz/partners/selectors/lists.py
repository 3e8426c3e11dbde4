"""What is known when a list of partners comes in."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from bildungsnetz.networks.models import Network
from bildungsnetz.partners.directory.spelling import plain
from bildungsnetz.partners.lists.columns import Layout, header_key
from bildungsnetz.partners.lists.planning import KnownPartner, KnownPerson
from bildungsnetz.partners.models import ColumnLayout, Function, FurtherKind, Institution, Kind, UploadedList

_STORED = (
    "kind", "side", "name", "short_name", "town", "street", "postcode", "place", "phone", "email", "web", "competence",
)  # fmt: skip


def layout_of_header(network: Network, header: Sequence[str]) -> Layout | None:
    """Return what a network has said about the columns of such a list, None if it was not asked yet."""
    found = ColumnLayout.objects.filter(network=network, header_key=header_key(header)).first()
    if found is None:
        return None
    defaults = {"kind": found.default_kind, "side": found.default_side}
    return Layout(tuple(found.fields), defaults, found.enter_alike)


def knows_header(header: Sequence[str]) -> bool:
    """Say whether any network has assigned the columns of such a list."""
    return ColumnLayout.objects.filter(header_key=header_key(header)).exists()


def remembered_columns(network: Network) -> dict[str, str]:
    """Return what a network said last about columns of each name, in the spelling of ``plain``."""
    found: dict[str, str] = {}
    for columns, fields in (
        ColumnLayout.objects.filter(network=network).order_by("remembered_at", "pk").values_list("columns", "fields")
    ):
        found |= {plain(name): said for name, said in zip(columns, fields, strict=True) if plain(name)}
    return found


def uploads_of(network: Network) -> QuerySet[UploadedList]:
    """Return the files whose columns are being assigned."""
    return UploadedList.objects.filter(network=network).select_related("network")


def known_partners(network: Network) -> list[KnownPartner]:
    """Return all partners of a network as an import compares them, merged and ended ones included; three queries."""
    mine = Q(town__startswith=network.region.key[:5]) | Q(keeper=network)
    found = Institution.objects.filter(mine).exclude(kind=Kind.SCHOOL)
    kinds: dict[int, set[str]] = defaultdict(set)
    for pk, kind in FurtherKind.objects.filter(institution__in=found).values_list("institution_id", "kind"):
        kinds[pk].add(kind)
    persons: dict[int, dict[int, KnownPerson]] = defaultdict(dict)
    functions = Function.objects.filter(institution__in=found, person__network=network).order_by("pk")
    for pk, key, name, email, phone in functions.values_list(
        "institution_id", "person_id", "person__name", "person__email", "person__phone"
    ):
        persons[pk][key] = KnownPerson(key, name, email, phone)
    rows = found.order_by("pk").values("pk", "merged_into_id", "ended_on", "confirmed_on", *_STORED)
    return [
        KnownPartner(
            key=row["pk"],
            values={name: row[name] for name in _STORED},
            kinds=frozenset(kinds[row["pk"]] | {row["kind"]}),
            persons=list(persons[row["pk"]].values()),
            merged_into=row["merged_into_id"],
            ended_on=row["ended_on"],
            confirmed_on=row["confirmed_on"],
        )
        for row in rows
    ]
