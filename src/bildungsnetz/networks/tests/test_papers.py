from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bildungsnetz.documents.models import Attachment
from bildungsnetz.documents.tests.reading import words_of
from bildungsnetz.networks.differences import Change, other_changes
from bildungsnetz.networks.models import AgreedField, ContractVersion, Side
from bildungsnetz.networks.services import contract, drafting
from bildungsnetz.networks.services.paper import contract_paper
from bildungsnetz.networks.tests.factories import NOW, make_network, make_put_up, make_role, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Jana Osterkamp", "OFFICE", Side.MUNICIPAL)


@pytest.fixture
def version(network, office):
    return make_put_up(network, office)


def pages(version):
    return reverse("networks:papers", args=[version.network.slug, version.number])


def upload(client, version, content, name="vertrag.pdf"):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(pages(version), {"purpose": "SIGNED_CONTRACT", "file": file})


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_signed_original_is_kept_with_its_version_and_comes_back(client, office, version, files):
    client.force_login(office)
    content = contract_paper(version=version, at=NOW)

    answer = upload(client, version, content)

    paper = Attachment.objects.get()
    page = client.get(pages(version)).content.decode()
    download = client.get(reverse("networks:paper", args=[version.network.slug, version.number, paper.pk]))
    assert answer.status_code == 302
    assert "ohne digitale Signatur" in page
    assert b"".join(download.streaming_content) == content
    assert download["Content-Disposition"].startswith("attachment")


def test_keeping_a_paper_voids_no_consent(client, network, office, version, files):
    speaker = make_speaker(network, "Corinna Abel", Side.MUNICIPAL)
    contract.consent_to_contract(
        version=version, side=Side.MUNICIPAL, shown_hash=version.content_hash, by=speaker, at=NOW
    )
    client.force_login(office)

    upload(client, version, contract_paper(version=version, at=NOW))

    kept = ContractVersion.objects.get(pk=version.pk)
    assert kept.municipal_hash == kept.content_hash != ""


def test_what_is_no_pdf_is_refused_with_a_sentence(client, office, version, files):
    client.force_login(office)

    answer = upload(client, version, b"MZ\x90\x00 kein PDF")

    assert answer.status_code == 422
    assert "kein einwandfreies PDF" in answer.content.decode()
    assert Attachment.objects.count() == 0


def test_a_side_reads_papers_but_adds_none(client, network, version, files):
    client.force_login(make_speaker(network, "Corinna Abel", Side.MUNICIPAL))

    assert client.get(pages(version)).status_code == 200
    assert upload(client, version, b"%PDF-1.7").status_code == 404


def test_the_comparison_names_what_changes_outside_the_clauses(network, office, version):
    for side in Side:
        speaker = make_speaker(network, f"Sprache {side}", side)
        fresh = ContractVersion.objects.get(pk=version.pk)
        contract.consent_to_contract(version=fresh, side=side, shown_hash=fresh.content_hash, by=speaker, at=NOW)
    first = ContractVersion.objects.get(pk=version.pk)
    second = drafting.draft_new_version(amends=first, by=office, at=NOW)
    second.effective_from = date(2027, 8, 1)
    second.municipal_party = "Kreis Mettmann"
    second.save()
    AgreedField.objects.filter(version=second).delete()
    AgreedField.objects.create(version=second, position=1, name="Digitale Welten")

    changes = other_changes(first, second)

    assert changes == [
        Change("Vertragspartei Kommune", first.municipal_party, "Kreis Mettmann"),
        Change("In Kraft ab", "01.08.2026", "01.08.2027"),
        Change("Schulische Inklusion", "Passende Plätze nah am Wohnort. (gemeinsam)", ""),
        Change("Digitale Welten", "", "(gemeinsam)"),
    ]


def test_the_public_contract_names_offices_and_not_the_people_who_consented(client, network, office, version):
    speakers = [make_speaker(network, f"Sprache {side.value.title()}", side) for side in Side]
    for side, speaker in zip(Side, speakers, strict=True):
        fresh = ContractVersion.objects.get(pk=version.pk)
        contract.consent_to_contract(version=fresh, side=side, shown_hash=fresh.content_hash, by=speaker, at=NOW)
    address = reverse("networks:contract_pdf", args=[network.slug, version.number])

    public = words_of(client.get(address).content)
    client.force_login(office)
    inside = words_of(client.get(address).content)

    assert [person.full_name in public for person in speakers] == [False, False]
    assert [person.full_name in inside for person in speakers] == [True, True]
