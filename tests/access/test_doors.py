"""No side door: other methods, addresses of objects that do not exist, and redirects to other sites."""

import pytest
from django.urls import reverse

from tests.access.knocking import address_of, knock, meaning_of, page_of
from tests.access.places import PASSWORD
from tests.access.rights import DONE, NOT_OFFERED, SIGN_IN
from tests.access.roles import Visitor, seen_from_elsewhere
from tests.access.table import ROWS
from tests.access.words import leaks

pytestmark = pytest.mark.django_db
V = Visitor
OF_NETWORK = [row for row in ROWS if row.of_network and not row.by_key]


def test_a_head_request_gets_the_answer_of_a_get_request_without_the_page(world):
    different = {}
    for row in ROWS:
        for visitor in (V.ANONYMOUS, V.MINISTRY):
            response = knock(world, visitor, "HEAD", address_of(row, world.own))
            # Some rooms offer GET alone; refusing is as safe as answering.
            if meaning_of(response) not in (row.get[visitor], "405") or response.content:
                different[str(row), visitor] = meaning_of(response)

    assert different == {}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_other_method_changes_or_shows_anything(world, method):
    opened = {}
    for row in ROWS:
        for visitor in (V.ANONYMOUS, V.MINISTRY, V.OFFICE_STATE):
            response = knock(world, visitor, method, address_of(row, world.own))
            # The sign-in library takes PUT for POST.
            promised = {SIGN_IN, "404", "405", row.get[visitor], row.post[visitor]}
            if meaning_of(response) not in promised or leaks(response, visitor):
                opened[str(row), visitor] = meaning_of(response)

    assert opened == {}


@pytest.mark.parametrize(
    "visitor", [V.MINISTRY, V.SCHOOL, V.OFFICE_STATE, V.OPERATOR], ids=lambda visitor: visitor.name
)
def test_a_foreign_object_answers_like_one_that_does_not_exist(world, visitor):
    tell_tale = []
    for row in OF_NETWORK:
        method = "POST" if row.get is NOT_OFFERED else "GET"
        promised = (row.post if method == "POST" else row.get)[seen_from_elsewhere(visitor)]
        # That a network exists is public; what is in it has a number.
        numbered = any(isinstance(argument, int) for argument in row.arguments(world.foreign))
        if promised != "404" or not numbered:
            continue
        address = address_of(row, world.foreign)
        missing = _without_object(row, world.foreign)
        if page_of(knock(world, visitor, method, address), address) != page_of(
            knock(world, visitor, method, missing), missing
        ):
            tell_tale.append(str(row))

    assert tell_tale == []


def test_a_draft_answers_the_ministry_like_a_version_that_does_not_exist(world):
    number = world.own.versions["draft"].number
    addresses = [
        reverse(name, args=[world.own.slug, asked])
        for name in ("networks:version", "networks:comparison", "networks:contract_pdf", "networks:consent")
        for asked in (number, 999)
    ]

    answers = {page_of(knock(world, V.MINISTRY, "GET", address), address) for address in addresses}

    assert len(answers) == 1


def _without_object(row, place):
    """Return the row's address with a number nobody has given."""
    arguments = row.arguments(place)
    return reverse(row.url, args=[99999 if isinstance(argument, int) else argument for argument in arguments])


ELSEWHERE = ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", "https:example.com"]


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_login", {"login": "neu", "password": PASSWORD}),
        ("account_logout", {}),
        ("account_reauthenticate", {"password": PASSWORD}),
        ("design:set_language", {"language": "en"}),
        ("design:choose_theme", {"theme": "dark"}),
    ],
)
def test_no_form_sends_people_to_another_site(world, name, data, target):
    person = world.people[V.SCHOOL]
    visitor = V.ANONYMOUS if name == "account_login" else V.SCHOOL
    sent = {**data, "next": target} | ({"login": person.email} if name == "account_login" else {})

    answer = knock(world, visitor, "POST", f"{reverse(name)}?next={target}", sent)

    assert meaning_of(answer) == DONE
