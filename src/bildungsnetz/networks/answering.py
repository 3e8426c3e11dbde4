"""The way of every small form: show it, save what it holds, or say at the form what stands in the way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungsnetz.networks.doors import SignedInRequest
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.networks.wording import worded


def form_page(
    request: SignedInRequest,
    network: Network,
    form: forms.BaseForm,
    *,
    heading: str,
    back: str,
    done: str,
    save: Callable[[dict[str, Any]], object],
    back_to: tuple[object, ...] = (),
) -> HttpResponse:
    """Answer with the form, or save its data, say ``done`` and return to the page named ``back``.

    ``back_to``: what that page's address needs beside the network.
    A form that cannot be saved comes back with what was typed and the reason (422).
    """
    if form.is_bound and form.is_valid():
        try:
            save(form.cleaned_data)
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=network))
        else:
            messages.success(request, done)
            return redirect(back, network.slug, *back_to)
    context = {
        "network": network,
        "form": form,
        "heading": heading,
        "back_url": reverse(back, args=[network.slug, *back_to]),
    }
    return render(request, "networks/form.html", context, status=422 if form.is_bound else 200)
