"""An indicator taken into a release: what cannot be taken over is said, never dropped in silence."""

from datetime import date

import pytest
from django.urls import reverse

from bildungsnetz.monitoring.models import Indicator, IndicatorVersion, Observation, Protection, Release
from bildungsnetz.monitoring.selectors.observed import rows_to_release
from bildungsnetz.monitoring.services.protecting import ask_to_protect, protect_release
from bildungsnetz.monitoring.tests.factories import LEAVERS, make_draft, new_table
from bildungsnetz.networks.models import Role, Side
from bildungsnetz.networks.tests.factories import NOW, make_network, make_role

pytestmark = pytest.mark.django_db


def make_version(unit: str = "SHARE") -> IndicatorVersion:
    indicator = Indicator.objects.create(code="eigene-anzahl", area="D")
    return IndicatorVersion.objects.create(
        indicator=indicator, number=1, applies_from=date(2020, 1, 1), title="Eigene Anzahl", definition="Beispiel",
        numerator="gezählt", denominator="alle", unit=unit, direction="NONE", source="Amt", licence="dl-de/by-2-0",
        aggregation="SUM" if unit == "COUNT" else "RATIO", reference_day="15. Oktober", created_at=NOW,
    )  # fmt: skip


def observe(version: IndicatorVersion, place: str, part: int | None, whole: int | None = 200, **more: object) -> None:
    value = None if part is None else part / whole if whole else part
    kind = {2: "STATE", 5: "REGION", 8: "TOWN"}[len(place)]
    Observation.objects.create(**{
        "version": version, "scope": "kreis-mettmann", "place": place, "place_kind": kind, "period": "2023",
        "value": value, "status": "UNKNOWN" if value is None else "VALUE", "origin": "OWN", "recorded_at": NOW,
        "numerator": part if whole else None, "denominator": whole,
    } | more)  # fmt: skip


@pytest.fixture
def network():
    return make_network()


def test_own_counts_leave_out_towns_without_a_count_and_say_so(network):
    version = make_version()
    for town, (part, whole) in list(LEAVERS.items())[:4]:
        observe(version, town, part, whole)
    observe(version, "05158020", None, None)
    observe(version, "05158", 27, 710)
    observe(version, "05", 9000, 180000, scope="", origin="OFFICIAL")

    taken = rows_to_release(network, version=version, grouping="")

    assert taken.is_own
    assert [row["place"] for row in taken.rows] == list(LEAVERS)[:4]
    assert taken.left_out == [("05", "2023", ""), ("05158020", "2023", "")]


def test_official_figures_are_taken_over_whole(network):
    version = make_version()
    for place in ("05", "05158", "05158004"):
        observe(version, place, 60, 200, scope="", origin="OFFICIAL")

    taken = rows_to_release(network, version=version, grouping="")

    assert (taken.is_own, len(taken.rows), taken.left_out) == (False, 3, [])


def test_own_plain_counts_are_their_values(network):
    version = make_version("COUNT")
    observe(version, "05158004", 12, None)

    taken = rows_to_release(network, version=version, grouping="")

    assert [(row["place"], row["part"]) for row in taken.rows] == [("05158004", "12")]


def test_the_page_of_the_release_names_what_was_left_out_until_it_is_published(client, network):
    version = make_version()
    for town, (part, whole) in LEAVERS.items():
        observe(version, town, *((None, None) if town == "05158008" else (part, whole)))
    office = make_role(network, "Frauke Amt", Role.OFFICE, Side.STATE)
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = client.post(reverse("monitoring:release_new", args=[network.slug]), {"title": "Neu"})["Location"]

    client.post(f"{address}/kennzahl", {"indicator": version.pk})
    before = client.get(address).content.decode()
    release = Release.objects.get()
    ask_to_protect(release=release, by=office, at=NOW)
    protect_release.call(release.pk)
    after = client.get(address).content.decode()

    sentence = "„Eigene Anzahl“: 1 Angabe wurde nicht übernommen (Haan 2023)"
    assert Release.objects.get().protection == Protection.SAFE
    assert sentence in before
    assert sentence in after


def test_a_correction_keeps_what_was_left_out(network):
    from bildungsnetz.monitoring.services.releases import _as_new

    draft = make_draft(network, tables=[new_table(left_out=[("05158008", "2023", "")])])

    assert _as_new(draft.tables.get()).left_out == [["05158008", "2023", ""]]
