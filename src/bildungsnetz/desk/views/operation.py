"""Running the platform: health, people, opening networks. The operator sees no content of a network."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bildungsnetz.accounts.models import User
from bildungsnetz.desk.forms import EraseForm, OpenNetworkForm
from bildungsnetz.journal.erasure import erase_person
from bildungsnetz.journal.selectors import platform_entries
from bildungsnetz.networks.models import Network, Role, Side
from bildungsnetz.networks.permissions import is_operator
from bildungsnetz.networks.selectors.people import people_with_access
from bildungsnetz.networks.services.opening import open_network
from bildungsnetz.networks.services.people import invite_person
from bildungsnetz.post.selectors import messages_by_state, recent_messages, undelivered_messages

PER_PAGE = 50


def for_operators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to operators; for everybody else signed in it does not exist."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_operator(request.user, on=timezone.localdate()):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@for_operators
def operation(request: HttpRequest) -> HttpResponse:
    """Show whether everything runs: mail, proofs of erasure, the platform's own journal."""
    context = {
        "mail": messages_by_state(),
        "undelivered": undelivered_messages()[:20],
        # What the mails say is nobody's business but the reader's; only invented ones are shown.
        "outbox": recent_messages(limit=20) if settings.DEMO else [],
        "entries": platform_entries()[:20],
        "networks": Network.objects.exclude(opened_on=None).count(),
        "people": User.objects.filter(is_active=True).count(),
    }
    return render(request, "desk/operation.html", context)


@require_GET
@for_operators
def people(request: HttpRequest) -> HttpResponse:
    """List everybody with an account, with search."""
    wanted = request.GET.get("q", "").strip()
    page = Paginator(people_with_access(wanted), PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "desk/people.html", {"page": page, "wanted": wanted})


@require_http_methods(["GET", "POST"])
@for_operators
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase a person everywhere (Art. 17 GDPR), after the name was typed."""
    person = get_object_or_404(User, pk=pk)
    form = EraseForm(request.POST or None, name=person.full_name)
    if person == request.user:
        raise Http404
    if form.is_valid():
        erase_person(person=person, by=_operator(request), at=timezone.now())
        messages.success(request, _("The person is erased. The proof stands in the journal of the platform."))
        return redirect("desk:people")
    context = {"person": person, "form": form}
    return render(request, "desk/erase.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@for_operators
def networks(request: HttpRequest) -> HttpResponse:
    """List the networks that work here and open another one with its two posts."""
    form = OpenNetworkForm(request.POST or None)
    if form.is_valid():
        network = open_network(
            region=form.cleaned_data["region"], on=timezone.localdate(), by=_operator(request), at=timezone.now()
        )
        for side in Side:
            _invite(request, network, form, side)
        messages.success(request, _("The network is open. Both posts have been invited."))
        return redirect("desk:networks")
    opened = Network.objects.exclude(opened_on=None).select_related("region").order_by("name", "pk")
    context = {"networks": opened, "form": form}
    return render(request, "desk/networks.html", context, status=422 if form.is_bound else 200)


def _invite(request: HttpRequest, network: Network, form: OpenNetworkForm, side: Side) -> None:
    part = side.value.lower()
    invite_person(
        network=network,
        email=form.cleaned_data[f"{part}_email"],
        full_name=form.cleaned_data[f"{part}_name"],
        role=Role.OFFICE,
        side=side,
        function=_("Education office"),
        address=lambda token: settings.PUBLIC_URL + reverse("accounts:invitation", args=[token]),
        by=_operator(request),
        at=timezone.now(),
    )


def _operator(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
