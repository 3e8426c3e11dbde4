"""An institution confirms or corrects its own entry through a link, without an account."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bildungsnetz.accounts.services import LinkExpired, LinkProblem
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import may_draft
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.networks.wording import worded
from bildungsnetz.partners import selectors
from bildungsnetz.partners.forms.partnership import OwnDataForm
from bildungsnetz.partners.models import Institution, Kind
from bildungsnetz.partners.services import institutions, self_service


@require_POST
@network_page(may_draft)
def ask_to_confirm(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Mail a partner the link to its own entry."""
    institution = selectors.institution_of(network, pk)
    if institution is None or institution.kind == Kind.SCHOOL:
        raise Http404
    try:
        self_service.ask_to_confirm(
            institution=institution,
            network=network,
            address=_address,
            by=request.user,
            at=timezone.now(),
        )
    except NotPossible as problem:
        messages.error(request, worded(problem, network=network))
    else:
        messages.success(request, _("The link is on its way to %(email)s.") % {"email": institution.email})
    return redirect("partners:institution", network.slug, pk)


@require_POST
@network_page(may_draft)
def take_back_links(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Take back the links a partner has been sent."""
    institution = selectors.institution_of(network, pk)
    if institution is None:
        raise Http404
    self_service.take_back_links(institution=institution, at=timezone.now())
    messages.success(request, _("Links sent before open nothing any more."))
    return redirect("partners:institution", network.slug, pk)


@never_cache
@require_http_methods(["GET", "POST"])
def own_data(request: HttpRequest, token: str) -> HttpResponse:
    """Show an institution its own entry, to confirm or correct; a link that opens nothing shows nothing."""
    try:
        institution, network = self_service.institution_behind(token=token, at=timezone.now())
    except LinkExpired:
        return _private(_over(request, token))
    except (LinkProblem, Institution.DoesNotExist, Network.DoesNotExist):
        return _private(render(request, "partners/link_over.html", status=404))
    initial = {name: getattr(institution, name) for name in institutions.OWN_DATA}
    form = OwnDataForm(request.POST or None, initial=initial)
    done = False
    if form.is_bound and form.is_valid():
        institutions.confirm_by_itself(
            institution=institution, network=network, values=form.cleaned_data, at=timezone.now()
        )
        done = True
    context = {"institution": institution, "network_name": network.name, "form": form, "done": done}
    status = 422 if form.is_bound and not done else 200
    return _private(render(request, "partners/own_data.html", context, status=status))


def _over(request: HttpRequest, token: str) -> HttpResponse:
    """Say that the link is over, and send a new one to the address in the entry if that is asked for."""
    sent = False
    if request.method == "POST":
        try:
            self_service.renew_link(token=token, address=_address, at=timezone.now())
        except (LinkProblem, NotPossible, Institution.DoesNotExist, Network.DoesNotExist):
            return render(request, "partners/link_over.html", status=404)
        sent = True
    context = {"renewable": not sent, "sent": sent}
    return render(request, "partners/link_over.html", context, status=200 if sent else 404)


def _address(token: str) -> str:
    return str(settings.PUBLIC_URL + reverse("partners:own_data", args=[token]))


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is the key, out of other sites' logs."""
    # Not "no-referrer": without any origin browsers could not send the form on this page.
    response["Referrer-Policy"] = "same-origin"
    return response
