from datetime import timedelta

import pytest
from django.urls import reverse

from bildungsnetz.documents.tests.reading import words_of
from bildungsnetz.monitoring.models import Block, BlockText, ReportEdition
from bildungsnetz.monitoring.selectors.reports import chapters_of
from bildungsnetz.monitoring.services import reports
from bildungsnetz.monitoring.tests.factories import (
    SOON,
    make_draft,
    make_edition,
    make_published,
    make_speakers,
    new_table,
)
from bildungsnetz.networks.models import Role, Side, VersionStatus
from bildungsnetz.networks.tests.factories import NOW, make_role

pytestmark = pytest.mark.django_db


def office_of(network, client):
    person = make_role(network, "Olga Office", Role.OFFICE, Side.STATE)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return person


def page(name, edition, *more):
    return reverse(f"monitoring:{name}", args=[edition.network.slug, edition.number, *more])


def publish(edition):
    reports.put_up_edition(edition=edition, by=edition.created_by, at=NOW)
    for side, speaker in make_speakers(edition.network).items():
        held = ReportEdition.objects.get(pk=edition.pk)
        reports.consent_to_edition(edition=held, side=side, shown_hash=held.content_hash, by=speaker, at=NOW)
    return ReportEdition.objects.get(pk=edition.pk)


def test_an_edition_is_written_in_the_browser_and_becomes_public_with_both_consents(client):
    network = make_published().network
    office_of(network, client)
    slug = network.slug
    table = network.releases.get().tables.get()

    client.post(reverse("monitoring:report_new", args=[slug]), {"title": "Bildungsbericht", "year": 2026})
    edition = ReportEdition.objects.get()
    client.post(page("chapter_new", edition), {"title": "Abschlüsse"})
    chapter = edition.chapters.get()
    client.post(page("block_new", edition, chapter.pk, "text"), {"heading": "Worum es geht", "text": "Erste Sätze."})
    for kind, more in [("indicator", {}), ("picture", {"picture": "MAP"}), ("table", {})]:
        client.post(page("block_new", edition, chapter.pk, kind), {"table": table.pk, **more})
    client.post(page("report_frame", edition), {"title": "Bildungsbericht", "glossary": "Abgang: Ende der Schule"})
    client.post(page("report_act", edition), {"tun": "vorlegen"})
    for speaker in make_speakers(network).values():
        client.force_login(speaker, backend="allauth.account.auth_backends.AuthenticationBackend")
        shown = client.get(page("report", edition)).context["form"].initial["shown_hash"]
        client.post(page("report_consent", edition), {"shown_hash": shown, "has_read": "on"})
    client.logout()

    public = client.get(page("report", edition))

    edition.refresh_from_db()
    assert edition.status == VersionStatus.IN_FORCE
    words = public.content.decode()
    assert [word in words for word in ("Erste Sätze.", "Abschlüsse", "Beispielzahlen", "Ende der Schule", "<svg")] == [
        True, True, True, True, True,
    ]  # fmt: skip


def test_a_draft_is_nobodys_business_outside(client):
    edition = make_edition(make_published())

    answers = [client.get(page(name, edition)).status_code for name in ("report", "report_pdf")]

    assert answers == [404, 404]
    assert (
        "Bildungsbericht" not in client.get(reverse("monitoring:reports", args=[edition.network.slug])).content.decode()
    )


def test_the_paper_says_what_the_page_says_and_is_the_same_twice(client):
    edition = publish(make_edition(make_published()))

    first, second = (client.get(page("report_pdf", edition)).content for _ in range(2))

    assert first == second
    words = words_of(first)
    assert [word in words for word in ("Inhalt", "1 Abschlüsse", "Erste Sätze.", "Quellen", "Zeichen")] == [True] * 5


def test_an_edition_keeps_its_figures_when_newer_ones_are_released(client):
    release = make_published()
    edition = publish(make_edition(release))
    before = client.get(page("report_pdf", edition)).content
    changed = [row | {"part": str(int(row["part"]) + 5)} for row in new_table().rows]
    make_published(release.network, at=SOON + timedelta(days=1), corrects=None, title="Neuer", tables=[
        new_table([row | {"period": "2024"} for row in changed])
    ])  # fmt: skip

    assert client.get(page("report_pdf", edition)).content == before


def test_the_next_edition_begins_with_the_last_ones_words_and_the_newest_figures():
    release = make_published()
    edition = publish(make_edition(release))
    newer = make_published(release.network, at=SOON + timedelta(days=1), title="Neuer", tables=[
        new_table([row | {"period": "2024"} for row in new_table().rows])
    ])  # fmt: skip

    follower = reports.begin_edition(
        network=release.network, title="Bildungsbericht", year=2027, by=edition.created_by, at=NOW, follows=edition
    )

    blocks = chapters_of(follower)[0].blocks.all()
    assert [(block.kind, block.text) for block in blocks] == [
        ("TEXT", "Erste Sätze."), ("INDICATOR", ""), ("PICTURE", ""), ("TABLE", ""),
    ]  # fmt: skip
    assert {block.table.version_id for block in blocks if block.table} == {newer.pk}


def test_figures_that_are_not_released_cannot_stand_in_a_report(client):
    release = make_published()
    edition = make_edition(release)
    hidden = make_draft(release.network, title="Entwurf", tables=[new_table(code="anderes")]).tables.get()
    office_of(release.network, client)
    chapter = edition.chapters.get()

    answer = client.post(page("block_new", edition, chapter.pk, "table"), {"table": hidden.pk})

    assert answer.status_code == 422
    assert not Block.objects.filter(table=hidden).exists()


def test_two_who_write_at_once_lose_nothing(client):
    edition = make_edition(make_published())
    office_of(edition.network, client)
    block = Block.objects.get(version=edition, kind="TEXT")
    stale = {"heading": "Worum es geht", "revision": block.revision}
    client.post(page("block", edition, block.pk), stale | {"text": "Der eine Text."})

    answer = client.post(page("block", edition, block.pk), stale | {"text": "Der andere Text."})

    words = answer.content.decode()
    block.refresh_from_db()
    assert answer.status_code == 422
    assert block.text == "Der eine Text."
    assert "Der eine Text." in words
    assert "Der andere Text." in words
    assert BlockText.objects.filter(is_set_aside=True).values_list("text", flat=True).get() == "Der andere Text."
    client.post(page("block", edition, block.pk), {
        "heading": "", "text": "Beide.", "revision": answer.context["form"]["revision"].value()
    })  # fmt: skip
    block.refresh_from_db()
    assert block.text == "Beide."


def test_an_author_writes_only_the_own_chapter(client):
    edition = make_edition(make_published())
    own = edition.chapters.get()
    other = reports.add_chapter(edition=edition, title="Anderes", by=edition.created_by, at=NOW)
    author = make_role(edition.network, "Ayla Autorin", Role.PARTNER)
    reports.change_chapter(chapter=own, title=own.title, authors=[author], by=edition.created_by, at=NOW)
    client.force_login(author, backend="allauth.account.auth_backends.AuthenticationBackend")
    text = {"heading": "Von mir", "text": "Etwas."}

    answers = [
        client.post(page("block_new", edition, chapter.pk, "text"), text).status_code for chapter in (own, other)
    ]

    assert answers == [302, 404]
    assert client.get(page("report_frame", edition)).status_code == 404
    assert client.get(page("report_edit", edition)).status_code == 200


def test_what_is_put_up_cannot_be_changed_until_it_is_taken_back(client):
    edition = make_edition(make_published())
    office_of(edition.network, client)
    reports.put_up_edition(edition=edition, by=edition.created_by, at=NOW)
    block = Block.objects.get(version=edition, kind="TEXT")
    new = {"heading": "", "text": "Neu", "revision": block.revision}

    refused = client.post(page("block", edition, block.pk), new)
    client.post(page("report_act", edition), {"tun": "zurueckholen"})
    accepted = client.post(page("block", edition, block.pk), new)

    assert (refused.status_code, accepted.status_code) == (422, 302)


def test_blocks_are_moved_and_taken_out(client):
    edition = make_edition(make_published())
    office_of(edition.network, client)
    text, indicator = Block.objects.filter(version=edition).order_by("position")[:2]

    client.post(page("block_act", edition, indicator.pk), {"tun": "hoch"})
    client.post(page("block_act", edition, text.pk), {"tun": "entfernen"})

    kinds = list(Block.objects.filter(version=edition).order_by("position").values_list("kind", flat=True))
    assert kinds == ["INDICATOR", "PICTURE", "TABLE"]


def test_a_long_report_needs_no_more_queries_than_a_short_one(client, django_assert_max_num_queries):
    release = make_published()
    edition = make_edition(release)
    table = release.tables.get()
    chapter = edition.chapters.get()
    for _number in range(10):
        reports.add_block(chapter=chapter, kind="TABLE", table=table, by=edition.created_by, at=NOW)
    edition = publish(edition)

    with django_assert_max_num_queries(14):
        assert client.get(page("report", edition)).status_code == 200


def test_a_side_that_refuses_leaves_the_report_unpublished(client):
    edition = make_edition(make_published())
    reports.put_up_edition(edition=edition, by=edition.created_by, at=NOW)
    speaker = make_speakers(edition.network)[Side.STATE]
    client.force_login(speaker, backend="allauth.account.auth_backends.AuthenticationBackend")

    client.post(page("report_refuse", edition), {"reason": "Kapitel 1 stimmt nicht."})

    edition.refresh_from_db()
    assert edition.status == VersionStatus.NOT_AGREED
    client.logout()
    assert client.get(page("report", edition)).status_code == 404
