"""Both sides consent in the same second: exactly one becomes the second, on both databases."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from bildungsnetz.journal.selectors import broken_links
from bildungsnetz.networks.models import Consent, ContractVersion, Side
from bildungsnetz.networks.services import contract, errors
from bildungsnetz.networks.tests.factories import NOW, make_network, make_put_up, make_role, make_speaker

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads that start together; returns what came of each."""
    gate, results = Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            gate.wait(timeout=30)
            results[place] = call()
        except errors.NotPossible as problem:
            results[place] = type(problem)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.fixture
def version():
    network = make_network()
    office = make_role(network, "Jana Osterkamp", "OFFICE", Side.MUNICIPAL)
    return make_put_up(network, office, effective_from=date(2027, 8, 1))


def consenting(version, side, person):
    return lambda: (
        contract.consent_to_contract(
            version=version, side=side, shown_hash=version.content_hash, by=person, at=NOW
        ).status
    )


def test_of_two_sides_exactly_one_is_the_second(version):
    network = version.network
    state = make_speaker(network, "Henrike Solms", Side.STATE)
    municipal = make_speaker(network, "Corinna Abel", Side.MUNICIPAL)

    results = at_once(consenting(version, Side.STATE, state), consenting(version, Side.MUNICIPAL, municipal))

    assert sorted(results) == ["AGREED", "PUT_UP"]
    assert ContractVersion.objects.get().status == "AGREED"
    assert list(broken_links()) == []


def test_of_two_speakers_of_one_side_exactly_one_consents(version):
    first, second = (make_speaker(version.network, name, Side.STATE) for name in ("Ina Amt", "Vera Vertretung"))

    results = at_once(consenting(version, Side.STATE, first), consenting(version, Side.STATE, second))

    assert sorted(map(str, results)) == sorted(["PUT_UP", str(errors.AlreadyConsented)])
    assert Consent.objects.count() == 1
