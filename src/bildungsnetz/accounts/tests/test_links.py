from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from bildungsnetz.accounts import services
from bildungsnetz.accounts.models import SignedLink
from bildungsnetz.accounts.tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


def issue(**changes):
    values = {"purpose": "feed", "subject": "networks.network:12", "expires_at": TOMORROW, "by": None, "at": NOW}
    return services.issue_link(**values | changes)


def test_a_token_opens_the_link_it_was_issued_with():
    link, token = issue()

    assert services.open_link(token=token, purpose="feed", at=NOW) == link


def test_the_token_itself_is_stored_nowhere():
    link, token = issue()

    stored = SignedLink.objects.filter(pk=link.pk).values().get()

    assert token not in str(stored)


def test_two_links_for_the_same_thing_have_different_tokens():
    assert issue()[1] != issue()[1]


def test_an_invented_token_opens_nothing():
    issue()

    with pytest.raises(services.LinkUnknown):
        services.open_link(token="invented", purpose="feed", at=NOW)


def test_a_token_opens_nothing_for_another_purpose():
    _, token = issue()

    with pytest.raises(services.LinkUnknown):
        services.open_link(token=token, purpose="invitation", at=NOW)


def test_a_link_is_over_at_the_moment_it_expires():
    _, token = issue()

    services.open_link(token=token, purpose="feed", at=TOMORROW - timedelta(microseconds=1))
    with pytest.raises(services.LinkExpired):
        services.open_link(token=token, purpose="feed", at=TOMORROW)


def test_a_revoked_link_opens_nothing_and_keeps_the_time_of_its_first_revocation():
    link, token = issue()

    services.revoke_link(link=link, at=NOW)
    services.revoke_link(link=link, at=TOMORROW)

    assert link.revoked_at == NOW
    with pytest.raises(services.LinkRevoked):
        services.open_link(token=token, purpose="feed", at=NOW)


def test_looking_at_a_link_does_not_use_it_up():
    _, token = issue(max_uses=1)

    for _look in range(3):
        services.open_link(token=token, purpose="feed", at=NOW)

    assert services.use_link(token=token, purpose="feed", at=NOW).use_count == 1


def test_a_link_is_used_only_as_often_as_allowed():
    _, token = issue(max_uses=2)
    services.use_link(token=token, purpose="feed", at=NOW)
    services.use_link(token=token, purpose="feed", at=NOW)

    with pytest.raises(services.LinkUsed):
        services.use_link(token=token, purpose="feed", at=NOW)


def test_a_link_without_limit_is_used_again_and_again():
    _, token = issue(max_uses=None)

    counts = [services.use_link(token=token, purpose="feed", at=NOW).use_count for _use in range(4)]

    assert counts == [1, 2, 3, 4]


def test_of_two_who_use_the_last_use_in_the_same_second_one_is_refused(monkeypatch):
    _, token = issue(max_uses=1)
    seen = services.open_link(token=token, purpose="feed", at=NOW)
    services.use_link(token=token, purpose="feed", at=NOW)
    # The second one read the link before the first one used it.
    monkeypatch.setattr("bildungsnetz.accounts.services.links.open_link", lambda **_: seen)

    with pytest.raises(services.LinkUsed):
        services.use_link(token=token, purpose="feed", at=NOW)


def test_a_link_must_expire_after_it_was_made():
    with pytest.raises(ValueError, match="expire after"):
        issue(expires_at=NOW)


@pytest.mark.parametrize(
    "broken", [{"expires_at": NOW}, {"use_count": 2, "used_at": NOW}, {"use_count": 1}, {"used_at": NOW}]
)
def test_the_database_itself_refuses_impossible_links(broken):
    link, _ = issue(max_uses=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        SignedLink.objects.filter(pk=link.pk).update(**broken)


def test_links_go_with_the_person_they_were_made_for_and_outlive_the_one_who_made_them():
    person, maker = UserFactory(), UserFactory()
    issue(person=person)
    kept, _ = issue(by=maker)

    person.delete()
    maker.delete()

    assert list(SignedLink.objects.values_list("pk", "created_by")) == [(kept.pk, None)]
