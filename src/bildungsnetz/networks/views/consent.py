"""Consent of the two sides to a contract version."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bildungsnetz.networks.content_hash import grouped
from bildungsnetz.networks.differences import compared, other_changes
from bildungsnetz.networks.doors import SignedInRequest, network_page, visible_version
from bildungsnetz.networks.forms.contract import ConsentForm, ReasonForm, RemarkForm
from bildungsnetz.networks.models import (
    ConsentStatus,
    ContractVersion,
    Mandate,
    Network,
    Office,
    Scope,
    Side,
    VersionStatus,
)
from bildungsnetz.networks.permissions import contract_mandate, works_on_contract
from bildungsnetz.networks.selectors.people import mandates_for
from bildungsnetz.networks.selectors.work import consents_of, remarks_on
from bildungsnetz.networks.services import contract as contracts
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.networks.services.remarks import leave_remark
from bildungsnetz.networks.views.steps import steps_of
from bildungsnetz.networks.wording import worded


@require_http_methods(["GET", "POST"])
@network_page(works_on_contract)
def consent(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Show both sides' cards and what changes; a holder of a mandate consents here."""
    version = visible_version(request, network, number)
    mandate = contract_mandate(request.user, network=network, on=timezone.localdate())
    form = ConsentForm(request.POST or None, initial={"shown_hash": version.content_hash})
    if request.method == "POST":
        if mandate is None:
            raise Http404
        if form.is_valid() and _consented(request, version, mandate, form):
            return redirect("networks:consent", network.slug, number)
    status = 422 if form.is_bound else 200
    return render(request, "networks/consent.html", _context(version, mandate, form), status=status)


@require_http_methods(["GET", "POST"])
@network_page(works_on_contract)
def refuse(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Refuse consent with a reason."""
    return _with_reason(request, network, number, heading=_("Do not consent"), act=contracts.refuse_contract)


@require_http_methods(["GET", "POST"])
@network_page(works_on_contract)
def withdraw(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Take consent back with a reason, until the version is in force."""
    return _with_reason(request, network, number, heading=_("Withdraw consent"), act=contracts.withdraw_from_contract)


@require_POST
@network_page(works_on_contract)
def remark(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Leave a question or remark that both sides and the office can read."""
    version = visible_version(request, network, number)
    form = RemarkForm(request.POST)
    if form.is_valid():
        leave_remark(version=version, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        messages.success(request, _("Your remark stands below the text."))
    else:
        messages.error(request, _("Please write your question or remark first."))
    return redirect(f"{version.get_absolute_url()}#rueckfragen")


def _consented(request: SignedInRequest, version: ContractVersion, mandate: Mandate, form: ConsentForm) -> bool:
    data = form.cleaned_data
    try:
        held = contracts.consent_to_contract(
            version=version,
            side=Side(mandate.side),
            shown_hash=data["shown_hash"],
            by=request.user,
            at=timezone.now(),
            signed_on_paper_on=data["signed_on_paper_on"],
            signatory=data["signatory"],
        )
    except NotPossible as problem:
        messages.warning(request, worded(problem, network=version.network))
        return True
    if held.status == VersionStatus.PUT_UP:
        messages.success(request, _("Your consent is recorded. The other side has not consented yet."))
    else:
        messages.success(request, _("Both sides have consented: agreed."))
    return True


def _with_reason(request: SignedInRequest, network: Network, number: int, *, heading: str, act: Any) -> HttpResponse:
    version = visible_version(request, network, number)
    mandate = contract_mandate(request.user, network=network, on=timezone.localdate())
    if mandate is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        side = Side(mandate.side)
        try:
            act(version=version, side=side, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except NotPossible as problem:
            messages.warning(request, worded(problem, network=network))
        else:
            messages.success(request, _("Recorded. Both sides can read your reason."))
        return redirect("networks:consent", network.slug, number)
    context = {"network": network, "version": version, "form": form, "heading": heading}
    return render(request, "networks/reason.html", context, status=422 if form.is_bound else 200)


def _context(version: ContractVersion, mandate: Mandate | None, form: ConsentForm) -> dict[str, Any]:
    history = list(consents_of(version))
    rows = []
    if version.amends:
        rows = compared(version.amends.clauses.order_by("position"), version.clauses.order_by("position"))
    return {
        "network": version.network,
        "version": version,
        "steps": steps_of(version),
        "cards": [_card(side, version, history, mandate) for side in Side],
        "history": history,
        "form": form,
        "mandate": mandate,
        "checksum": grouped(version.content_hash),
        "rows": [row for row in rows if row.changed],
        "other_changes": other_changes(version.amends, version) if version.amends else [],
        "fields": version.fields.order_by("position"),
        "unchanged": [row for row in rows if not row.changed],
        "clauses": version.clauses.order_by("position"),
        "remarks": remarks_on(version),
        "remark_form": RemarkForm(),
        "can_withdraw": version.status in (VersionStatus.PUT_UP, VersionStatus.AGREED),
        "put_up": version.status == VersionStatus.PUT_UP,
    }


def _card(side: Side, version: ContractVersion, history: list[Any], mandate: Mandate | None) -> dict[str, Any]:
    """Gather what stands on one side's card: who consented and when, or who may."""
    today = timezone.localdate()
    words = [word for word in history if word.side == side]
    given = next((word for word in words if word.status == ConsentStatus.GIVEN), None)
    refused = next((word for word in words if word.status == ConsentStatus.REFUSED), None)
    return {
        "side": side,
        "given": given,
        "office": Office(given.office).label if given else "",
        "refused": refused,
        "able": mandates_for(network=version.network, side=side, scope=Scope.CONTRACT, on=today),
        "mine": mandate is not None and mandate.side == side,
    }
