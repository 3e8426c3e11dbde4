"""The way of every small form of this room, and the season or school a page is about."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bildungsnetz.networks.doors import SignedInRequest
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.transition import selectors
from bildungsnetz.transition.models import Participation, Season
from bildungsnetz.transition.wording import worded


def form_page(
    request: SignedInRequest, network: Network, form: forms.Form, *, heading: str, back: str, done: str,
    save: Callable[[dict[str, Any]], object], button: str = "", intro: str = "", more: Mapping[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Answer with the form, or save its data, say ``done`` and go to the address ``back``.

    A form that cannot be saved comes back with what was typed and the reason (422).
    """
    if form.is_bound and form.is_valid():
        try:
            save(form.cleaned_data)
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=network))
        else:
            messages.success(request, done)
            return redirect(back)
    context = {
        "network": network, "form": form, "heading": heading, "back": back, "button": button, "intro": intro,
        **(more or {}),
    }  # fmt: skip
    return render(request, "transition/form.html", context, status=422 if form.is_bound else 200)


def tried(request: SignedInRequest, network: Network, act: Callable[[], object], *, done: str) -> bool:
    """Do something that needs no form, and say what came of it."""
    try:
        act()
    except NotPossible as problem:
        messages.warning(request, worded(problem, network=network))
        return False
    messages.success(request, done)
    return True


def season_here(network: Network, year: int) -> Season:
    """Return the season of a year, else 404."""
    season = selectors.season_of(network, year)
    if season is None:
        raise Http404
    return season


def school_here(request: SignedInRequest, network: Network, pk: int) -> Participation:
    """Return a school this person coordinates, else 404."""
    found = selectors.schools_of_person(request.user, network=network, on=timezone.localdate()).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
