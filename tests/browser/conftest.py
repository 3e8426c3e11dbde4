from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bildungsnetz.accounts.models import User


@pytest.fixture
def signed_in() -> Callable[[User | None], Client]:
    """Return a client in which somebody is signed in; its cookie serves a browser as well."""

    def sign_in(person: User | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def carry_over(live_server: Any) -> Callable[[Client, Any], None]:
    """Give a browser's page the sign-in of a client."""

    def carry(client: Client, page: Any) -> None:
        if "sessionid" in client.cookies:
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            page.context.add_cookies([cookie])

    return carry
