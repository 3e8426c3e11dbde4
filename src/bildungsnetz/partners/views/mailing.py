"""Distribution lists, circulars, and unsubscribing without an account."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bildungsnetz.accounts.services import LinkProblem
from bildungsnetz.networks import geo
from bildungsnetz.networks.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import may_draft
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.networks.wording import worded
from bildungsnetz.partners import selectors
from bildungsnetz.partners.exports import recipients_as_csv
from bildungsnetz.partners.forms.mailing import CircularForm, DistributionListForm
from bildungsnetz.partners.models import DistributionList, Person
from bildungsnetz.partners.services import mailing

PER_PAGE = 20


@require_safe
@network_page(may_draft)
def distribution_lists(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show the distribution lists of a network and what was sent."""
    page = Paginator(selectors.circulars_of(network), PER_PAGE).get_page(request.GET.get("seite"))
    towns = geo.towns_of(network.region.key)
    found = [{"list": one, "town": towns[one.town].name if one.town in towns else ""} for one in _lists(network)]
    return render(request, "partners/lists.html", {"network": network, "lists": found, "page_obj": page})


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def distribution_list_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Make a distribution list."""
    return form_page(
        request,
        network,
        DistributionListForm(request.POST or None, network=network),
        heading=_("New distribution list"),
        back="partners:distribution_lists",
        done=_("The list is made."),
        save=lambda data: mailing.make_list(network=network, values=data, by=request.user, at=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def distribution_list_edit(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Change whom a list is for."""
    found = _list(network, pk)
    initial = {name: getattr(found, name) for name in mailing.FILTERS}
    return form_page(
        request,
        network,
        DistributionListForm(request.POST or None, initial=initial, network=network),
        heading=_("Change %(name)s") % {"name": found},
        back="partners:distribution_list",
        back_to=(pk,),
        done=_("Saved."),
        save=lambda data: mailing.change_list(of=found, values=data, by=request.user, at=timezone.now()),
    )


@require_POST
@network_page(may_draft)
def distribution_list_delete(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Delete a list."""
    mailing.delete_list(of=_list(network, pk), by=request.user, at=timezone.now())
    messages.success(request, _("The list is deleted. What was sent to it stays."))
    return redirect("partners:distribution_lists", network.slug)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def distribution_list(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Show who is on a list, and write to them: first a preview, then it is sent."""
    found = _list(network, pk)
    form = CircularForm(request.POST or None)
    preview: dict[str, Any] | None = None
    if form.is_bound and form.is_valid():
        preview = form.cleaned_data
        if "senden" in request.POST:
            try:
                sent = mailing.send_circular(
                    to=found, address=_unsubscribe_address, by=request.user, at=timezone.now(), **form.cleaned_data
                )
            except NotPossible as problem:
                form.add_error(None, worded(problem, network=network))
                preview = None
            else:
                messages.success(request, _("The circular is on its way."))
                return redirect("partners:circular", network.slug, sent.pk)
    context = {
        "network": network,
        "list": found,
        "form": form,
        "preview": preview,
        "recipients": selectors.recipients_of(found, on=timezone.localdate()),
    }
    status = 422 if form.is_bound and preview is None else 200
    return render(request, "partners/list.html", context, status=status)


@require_safe
@network_page(may_draft)
def distribution_list_csv(_request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Give out those a list reaches as CSV."""
    found = _list(network, pk)
    reached = selectors.recipients_of(found, on=timezone.localdate()).reached
    response = HttpResponse(recipients_as_csv(reached), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="verteiler-{found.pk}.csv"'
    return response


@require_safe
@network_page(may_draft)
def circular(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Show what was sent, and to whom it could not be delivered."""
    found = selectors.circulars_of(network).filter(pk=pk).first()
    if found is None:
        raise Http404
    context = {"network": network, "circular": found, "undelivered": selectors.undelivered_copies(found)}
    return render(request, "partners/circular.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Let a person out of circulars, or out of the public list, by a press of a button; a visit changes nothing."""
    try:
        person = mailing.person_behind(token=token, at=timezone.now())
    except (LinkProblem, Person.DoesNotExist):
        return _private(render(request, "partners/link_over.html", status=404))
    if request.method == "POST":
        publication = request.POST.get("was") == "nennung"
        person = mailing.unsubscribe(person=person, at=timezone.now(), publication=publication)
    context = {"network_name": person.network.name, "person": person, "done": request.method == "POST"}
    return _private(render(request, "partners/unsubscribe.html", context))


def _lists(network: Network) -> list[DistributionList]:
    return list(selectors.distribution_lists(network))


def _list(network: Network, pk: int) -> DistributionList:
    found = selectors.distribution_lists(network).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _unsubscribe_address(token: str) -> str:
    return str(settings.PUBLIC_URL + reverse("partners:unsubscribe", args=[token]))


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is the key, out of other sites' logs."""
    # Not "no-referrer": without any origin browsers could not send the form on this page.
    response["Referrer-Policy"] = "same-origin"
    return response
