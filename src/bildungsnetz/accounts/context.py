"""Tells the frame of every page who is signed in; a room that knows roles may say more (later processors win)."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bildungsnetz.design.navigation import Account, Item


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """Name the person and give the two links of the account's menu; nothing for strangers."""
    # Error pages may come before the person is known.
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {}
    return {
        "account": Account(
            name=person.full_name,
            items=(
                Item(label=_("My account"), url=reverse("accounts:account"), current=request.path.startswith("/konto")),
                Item(label=_("Sign out"), url=reverse("account_logout")),
            ),
        )
    }
