from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from bildungsnetz.monitoring.models import FigureStatus, Protection, Release, ReleasedFigure
from bildungsnetz.monitoring.selectors.releases import published_figures
from bildungsnetz.monitoring.services import releases
from bildungsnetz.monitoring.services.release_errors import NotADraft, NothingToRelease, NotProtected, NotYet
from bildungsnetz.monitoring.tests.factories import (
    LEAVERS,
    SOON,
    counts,
    make_agreed,
    make_draft,
    make_protected,
    make_published,
    make_put_up,
    make_speakers,
    new_table,
)
from bildungsnetz.networks.models import Consent, Side, VersionStatus
from bildungsnetz.networks.tests.factories import NOW, make_network

pytestmark = pytest.mark.django_db(transaction=False)


def test_protection_hides_the_small_count_and_another_so_that_it_cannot_be_computed():
    release = make_protected()

    hidden = set(release.figures.filter(part_status=FigureStatus.SUPPRESSED).values_list("place", flat=True))

    assert release.protection == Protection.SAFE
    assert "05158012" in hidden
    assert len(hidden) >= 2
    assert release.findings["recoverable"] == 0
    assert not release.figures.filter(place__in=hidden, value__isnull=False).exists()


def test_the_region_is_the_sum_of_its_towns_and_shares_have_one_decimal():
    release = make_protected()

    region = release.figures.get(place="05158")

    part, whole = sum(part for part, _ in LEAVERS.values()), sum(whole for _, whole in LEAVERS.values())
    assert (int(region.part), int(region.whole), float(region.value)) == (part, whole, round(part / whole, 3))


def test_a_release_without_table_is_not_protected():
    release = releases.prepare_release(network=make_network(), title="Leer", by=None, at=NOW)

    with pytest.raises(NothingToRelease):
        releases.put_up(release=release, by=None, at=NOW)


def test_nothing_is_put_up_unprotected():
    release = make_draft()

    with pytest.raises(NotProtected):
        releases.put_up(release=release, by=release.created_by, at=NOW)


def test_the_database_refuses_to_put_up_what_is_not_protected():
    release = make_draft()

    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(status=VersionStatus.PUT_UP)


def test_an_hour_in_the_past_cannot_be_announced():
    release = make_protected(publish_at=NOW - timedelta(minutes=1))

    with pytest.raises(NotYet):
        releases.put_up(release=release, by=release.created_by, at=NOW)


def test_a_changed_table_must_be_protected_again():
    release = make_protected()

    releases.add_table(release=release, table=new_table(code="anderes"), by=release.created_by, at=NOW)

    fresh = Release.objects.get(pk=release.pk)
    assert (fresh.protection, fresh.figures.count()) == (Protection.NONE, 0)


def test_nothing_is_public_before_its_hour_and_everything_at_it():
    release = make_agreed()

    with pytest.raises(NotYet):
        releases.publish(release=release, at=NOW)
    before = published_figures(release.network).count()
    published = releases.publish_due(now=SOON)

    assert (before, published) == (0, 1)
    assert published_figures(release.network).count() == 7


def test_one_side_alone_publishes_nothing():
    release = make_put_up()
    speaker = make_speakers(release.network)[Side.STATE]
    releases.consent_to_release(release=release, side=Side.STATE, shown_hash=release.content_hash, by=speaker, at=NOW)

    with pytest.raises(NotADraft):
        releases.publish(release=release, at=SOON)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE monitoring_releasedfigure SET part = 3 WHERE place = '05158004'",
        "DELETE FROM monitoring_releasedfigure WHERE place = '05158004'",
        "UPDATE monitoring_releasetable SET title = 'anders'",
        "UPDATE monitoring_release SET title = 'anders'",
        "UPDATE monitoring_release SET publish_at = '2020-01-01 00:00:00'",
        "DELETE FROM monitoring_release",
    ],
)
def test_the_database_refuses_to_change_what_is_published(statement):
    make_published()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_figure_changed_before_publication_voids_the_consents():
    release = make_agreed()

    ReleasedFigure.objects.filter(version=release, place="05158004").update(note="anders")

    fresh = Release.objects.get(pk=release.pk)
    assert (fresh.status, fresh.content_hash, fresh.state_hash) == (VersionStatus.PUT_UP, "", "")
    assert set(Consent.objects.values_list("status", flat=True)) == {"VOIDED"}


def test_a_protected_count_has_no_share_beside_it():
    release = make_protected()
    hidden = release.figures.filter(part_status=FigureStatus.SUPPRESSED).first()

    with pytest.raises(IntegrityError), transaction.atomic():
        ReleasedFigure.objects.filter(pk=hidden.pk).update(value="0.0170", status=FigureStatus.VALUE)


def test_a_correction_takes_the_place_of_what_it_corrects():
    first = make_published()
    speakers = make_speakers(first.network)
    second = releases.prepare_release(
        network=first.network, title="Berichtigung", by=first.created_by, at=SOON, corrects=first,
        publish_at=SOON + timedelta(hours=1),
    )  # fmt: skip
    from bildungsnetz.monitoring.services.protecting import ask_to_protect, protect_release

    ask_to_protect(release=second, by=first.created_by, at=SOON)
    protect_release.call(second.pk)
    second.refresh_from_db()
    releases.put_up(release=second, by=first.created_by, at=SOON)
    for side, speaker in speakers.items():
        second.refresh_from_db()
        releases.consent_to_release(release=second, side=side, shown_hash=second.content_hash, by=speaker, at=SOON)
    releases.publish(release=second, at=SOON + timedelta(hours=1))

    first.refresh_from_db()
    assert first.status == VersionStatus.SUPERSEDED
    assert set(published_figures(first.network).values_list("version", flat=True)) == {second.pk}


def test_a_second_release_that_would_betray_a_hidden_count_is_not_publishable():
    network = make_network()
    make_published(network)
    # The same year again, now without the towns that protected the small one: the difference gives it away.
    fewer = {town: LEAVERS[town] for town in LEAVERS}
    fewer["05158012"] = (2, 120)
    honest = make_protected(network, tables=[new_table(counts(fewer))])
    assert honest.protection == Protection.SAFE

    other = dict(fewer) | {"05158004": (12, 180)}
    contradicting = make_protected(network, tables=[new_table(counts(other))])

    assert contradicting.protection == Protection.UNSAFE
    assert contradicting.findings["problems"][0]["releases"] == ["2026-1"]
    assert contradicting.figures.count() == 0


def test_official_figures_that_are_small_and_not_rounded_are_refused():
    rows = [{"place": "05158", "period": "2023", "part": "2", "whole": "400", "status": "VALUE"}]

    release = make_protected(tables=[new_table(rows, kind="VALUES")])

    assert release.protection == Protection.UNSAFE
    assert release.findings["problems"][0]["code"] == "NOT_ROUNDED"


def test_rounded_official_figures_pass_with_a_share_made_from_what_is_published():
    rows = [{"place": "05158", "period": "2023", "part": "275", "whole": "4770", "rounded_to": 5, "value": "0.05765"}]

    release = make_protected(tables=[new_table(rows, kind="VALUES")])

    figure = release.figures.get()
    assert (str(figure.value), figure.status, figure.part_status) == ("0.0580", "ROUNDED", "ROUNDED")


def test_publication_waits_if_something_was_published_after_the_protection():
    network = make_network()
    waiting = make_agreed(network)
    make_published(network, tables=[new_table(code="anderes")])

    published = releases.publish_due(now=SOON + timedelta(hours=2))

    waiting.refresh_from_db()
    assert (published, waiting.trouble) == (0, "EARLIER_CHANGED")


def test_taking_back_makes_a_draft_and_voids_consents():
    release = make_agreed()

    releases.take_back(release=release, by=release.created_by, at=NOW)

    fresh = Release.objects.get(pk=release.pk)
    assert (fresh.status, fresh.content_hash) == (VersionStatus.DRAFT, "")
    assert set(Consent.objects.values_list("status", flat=True)) == {"VOIDED"}
