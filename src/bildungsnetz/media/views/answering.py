"""The way of every small form of this room, and finding what an address names."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from bildungsnetz.media.models import Concept
from bildungsnetz.media.permissions import is_head_of
from bildungsnetz.media.selectors.concepts import concepts_to_write, concepts_visible_to
from bildungsnetz.networks.doors import SignedInRequest
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.networks.wording import worded


def form_page(
    request: SignedInRequest,
    network: Network,
    form: forms.Form,
    *,
    heading: str,
    back: str,
    done: str,
    save: Callable[[], object],
    concept: Concept | None = None,
    **context: Any,
) -> HttpResponse:
    """Answer with the form, or save, say ``done`` and go to the address ``back``.

    A form that cannot be saved comes back with what was typed and the reason (422).
    """
    if form.is_bound and form.is_valid():
        try:
            save()
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=network))
        else:
            messages.success(request, done)
            return redirect(back)
    shown = {"network": network, "form": form, "heading": heading, "back": back, "concept": concept, **context}
    return render(request, "media/form.html", shown, status=422 if form.is_bound else 200)


def tried(request: SignedInRequest, network: Network, act: Callable[[], object], *, done: str) -> bool:
    """Do something that needs no form, and say what came of it."""
    try:
        act()
    except NotPossible as problem:
        messages.warning(request, worded(problem, network=network))
        return False
    messages.success(request, done)
    return True


def concept_read(request: SignedInRequest, network: Network, school: str, year: int) -> Concept:
    """Return a concept this person may read, else 404."""
    found = concepts_visible_to(request.user, network=network, on=timezone.localdate())
    return get_object_or_404(found, school__school_number=school, year=year)


def concept_written(request: SignedInRequest, network: Network, school: str, year: int) -> Concept:
    """Return a concept of one's own school, else 404."""
    found = concepts_to_write(request.user, network=network, on=timezone.localdate())
    return get_object_or_404(found, school__school_number=school, year=year)


def concept_headed(request: SignedInRequest, network: Network, school: str, year: int) -> Concept:
    """Return a concept this person resolves and releases for, else 404."""
    concept = concept_written(request, network, school, year)
    if not is_head_of(request.user, concept=concept, on=timezone.localdate()):
        raise Http404
    return concept


def address(name: str, concept: Concept, *parts: object) -> str:
    """Return an address below a concept."""
    return reverse(f"media:{name}", args=[concept.network.slug, concept.school.school_number, concept.year, *parts])
