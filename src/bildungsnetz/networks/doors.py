"""The one way into the pages of a network: sign-in, then the network, then the right; else 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import ContractVersion, Network
from bildungsnetz.networks.selectors import network_by_slug, versions_visible_to

Parameters = ParamSpec("Parameters")


class SignedInRequest(HttpRequest):
    """A request that has passed ``network_page``: there is a person behind it."""

    user: User


View = Callable[Concatenate[SignedInRequest, Network, Parameters], HttpResponseBase]


class Question(Protocol):
    """A question of ``permissions``: may this person do it in this network on this day?"""

    def __call__(self, person: Any, *, network: Network, on: Any) -> bool:
        """Answer it."""


def network_page(may: Question) -> Callable[[View[Parameters]], Callable[..., HttpResponseBase]]:
    """Open a view to people for whom ``may`` says yes; everybody else signed in gets 404, as if it did not exist."""

    def open_to(view: View[Parameters]) -> Callable[..., HttpResponseBase]:
        @login_required
        @wraps(view)
        def guarded(
            request: SignedInRequest, slug: str, *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> HttpResponseBase:
            network = network_by_slug(slug)
            if network is None or not may(request.user, network=network, on=timezone.localdate()):
                raise Http404
            return view(request, network, *args, **kwargs)

        return guarded

    return open_to


def visible_version(request: SignedInRequest, network: Network, number: int) -> ContractVersion:
    """Return the version if this person may see it, else 404."""
    found = versions_visible_to(request.user, network=network, on=timezone.localdate()).filter(number=number).first()
    if found is None:
        raise Http404
    return found
