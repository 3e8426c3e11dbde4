"""Doing something to a release or an edition, and saying what stands in the way."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from bildungsnetz.monitoring.release_wording import said
from bildungsnetz.networks.doors import SignedInRequest
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible


def attempt(
    request: SignedInRequest, network: Network, act: Callable[[], object], form: Any = None, *, said_when_done: str = ""
) -> bool:
    """Do it; what stands in the way is said at the form, or above the page where there is none."""
    try:
        act()
    except NotPossible as problem:
        if form is not None:
            form.add_error(None, said(problem, network=network))
        else:
            messages.warning(request, said(problem, network=network))
        return False
    if said_when_done:
        messages.success(request, said_when_done)
    return True
