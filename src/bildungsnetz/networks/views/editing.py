"""Changing the text of a version: frame, clauses, fields of action; new versions, putting up, deleting."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bildungsnetz.networks.doors import SignedInRequest, network_page, visible_version
from bildungsnetz.networks.forms.contract import AgreedFieldForm, ClauseForm, CouncilForm, EndForm, FrameForm
from bildungsnetz.networks.models import AgreedField, Clause, ContractVersion, Network
from bildungsnetz.networks.models.consent import CHANGEABLE
from bildungsnetz.networks.permissions import may_draft
from bildungsnetz.networks.selectors import contract_of, version_in_force
from bildungsnetz.networks.services import contract as contracts
from bildungsnetz.networks.services import drafting
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.networks.wording import worded


@require_POST
@network_page(may_draft)
def new_version(request: SignedInRequest, network: Network) -> HttpResponse:
    """Begin a new version: from the one in force, or from the template if there is none."""
    in_force = version_in_force(network, on=timezone.localdate())
    try:
        if in_force:
            drafted = drafting.draft_new_version(amends=in_force, by=request.user, at=timezone.now())
        else:
            drafted = drafting.draft_from_template(network=network, by=request.user, at=timezone.now())
    except NotPossible as problem:
        messages.error(request, worded(problem, network=network))
        return redirect("networks:contract", network.slug)
    messages.success(request, _("The draft is made. Nothing is agreed until both sides have consented."))
    return redirect(drafted)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def frame(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Change title, parties, legal basis and first day."""
    version = _changeable(request, network, number)
    names = ["title", "state_party", "municipal_party", "legal_basis", "effective_from"]
    form = FrameForm(request.POST or None, initial={name: getattr(version, name) for name in names})
    return _edited(
        request,
        version,
        form,
        heading=_("Title, parties and first day"),
        save=lambda data: drafting.change_frame(version=version, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def clause(request: SignedInRequest, network: Network, number: int, position: int) -> HttpResponse:
    """Change one clause."""
    version = _changeable(request, network, number)
    kept = _part(version.clauses, position)
    names = ["heading", "text", "competence", "stays_with"]
    form = ClauseForm(request.POST or None, initial={name: getattr(kept, name) for name in names})
    return _edited(
        request,
        version,
        form,
        heading=_("Clause %(position)s") % {"position": position},
        save=lambda data: drafting.change_clause(clause=kept, by=request.user, at=timezone.now(), **data),
        remove=reverse("networks:clause_remove", args=[network.slug, number, position]),
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def clause_new(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Add a clause."""
    version = _changeable(request, network, number)
    return _edited(
        request,
        version,
        ClauseForm(request.POST or None),
        heading=_("New clause"),
        save=lambda data: drafting.add_clause(version=version, by=request.user, at=timezone.now(), **data),
    )


@require_POST
@network_page(may_draft)
def clause_remove(request: SignedInRequest, network: Network, number: int, position: int) -> HttpResponse:
    """Remove a clause."""
    version = _changeable(request, network, number)
    kept = _part(version.clauses, position)
    try:
        drafting.remove_clause(clause=kept, by=request.user, at=timezone.now())
    except NotPossible as problem:
        messages.error(request, worded(problem, network=network))
    else:
        messages.success(request, _("Clause removed."))
    return redirect(version)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def field(request: SignedInRequest, network: Network, number: int, position: int) -> HttpResponse:
    """Change one field of action of a version."""
    version = _changeable(request, network, number)
    kept = _part(version.fields, position)
    names = ["name", "description", "competence", "stays_with", "follows"]
    initial = {name: getattr(kept, name) for name in names}
    continued = kept.continues_id is not None
    form = AgreedFieldForm(request.POST or None, initial=initial, network=network, continued=continued)
    _forbid_same_name(form, version.fields.exclude(pk=kept.pk))
    return _edited(
        request,
        version,
        form,
        heading=_("Field of action"),
        save=lambda data: drafting.set_field(version=version, field=kept, by=request.user, at=timezone.now(), **data),
        remove=reverse("networks:field_remove", args=[network.slug, number, position]),
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def field_new(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Add a field of action to a version."""
    version = _changeable(request, network, number)
    form = AgreedFieldForm(request.POST or None, network=network)
    _forbid_same_name(form, version.fields)
    return _edited(
        request,
        version,
        form,
        heading=_("New field of action"),
        save=lambda data: drafting.set_field(version=version, field=None, by=request.user, at=timezone.now(), **data),
    )


@require_POST
@network_page(may_draft)
def field_remove(request: SignedInRequest, network: Network, number: int, position: int) -> HttpResponse:
    """Remove a field of action from a version."""
    version = _changeable(request, network, number)
    kept = _part(version.fields, position)
    try:
        drafting.remove_field(field=kept, by=request.user, at=timezone.now())
    except NotPossible as problem:
        messages.error(request, worded(problem, network=network))
    else:
        messages.success(request, _("Field of action removed from this version."))
    return redirect(version)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def council(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Note the council's decision; it is no part of the text and voids no consent."""
    version = visible_version(request, network, number)
    initial = {"on": version.council_decided_on, "precision": version.council_precision or "DAY"}
    return _edited(
        request,
        version,
        CouncilForm(request.POST or None, initial=initial),
        heading=_("Decision of the council"),
        save=lambda data: contracts.record_council_decision(
            version=version, by=request.user, at=timezone.now(), **data
        ),
        voids=False,
    )


@require_POST
@network_page(may_draft)
def put_up(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Lay the draft before both sides."""
    version = visible_version(request, network, number)
    try:
        contracts.put_up(version=version, by=request.user, at=timezone.now())
    except NotPossible as problem:
        messages.error(request, worded(problem, network=network))
        return redirect(version)
    messages.success(request, _("Both sides have been asked for consent to the same text."))
    return redirect("networks:consent", network.slug, number)


@require_POST
@network_page(may_draft)
def delete(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Delete a draft that was never put up."""
    version = visible_version(request, network, number)
    try:
        drafting.delete_draft(version=version, by=request.user, at=timezone.now())
    except NotPossible as problem:
        messages.error(request, worded(problem, network=network))
        return redirect(version)
    messages.success(request, _("The draft is deleted."))
    return redirect("networks:contract", network.slug)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def end(request: SignedInRequest, network: Network) -> HttpResponse:
    """End the contract after notice was given."""
    contract = contract_of(network)
    if contract is None or contract.ended_on or contract.began_on is None:
        raise Http404
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            contracts.end_contract(contract=contract, by=request.user, at=timezone.now(), **form.cleaned_data)
        except NotPossible as problem:
            form.add_error("on", worded(problem, network=network))
        else:
            messages.success(request, _("The end of the contract is recorded."))
            return redirect("networks:contract", network.slug)
    context = {"network": network, "contract": contract, "form": form}
    return render(request, "networks/end.html", context, status=422 if form.is_bound else 200)


def _forbid_same_name(form: AgreedFieldForm, others: Any) -> None:
    if form.is_bound and others.filter(name=form.data.get("name", "").strip()).exists():
        form.add_error("name", _("This version already has a field of this name."))


def _changeable(request: SignedInRequest, network: Network, number: int) -> ContractVersion:
    version = visible_version(request, network, number)
    if version.status not in CHANGEABLE:
        raise Http404
    return version


def _part(parts: Any, position: int) -> Any:
    found: Clause | AgreedField | None = parts.filter(position=position).first()
    if found is None:
        raise Http404
    return found


def _edited(
    request: SignedInRequest,
    version: ContractVersion,
    form: forms.Form,
    *,
    heading: str,
    save: Callable[[dict[str, Any]], object],
    remove: str = "",
    voids: bool = True,
) -> HttpResponse:
    """Show the form, or save what it holds and return to the version."""
    network = version.network
    if form.is_bound and form.is_valid():
        try:
            save(form.cleaned_data)
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=network))
        else:
            messages.success(request, _("Saved."))
            return redirect(version)
    voided = [side for side, digest in _consented(version) if digest] if voids else []
    context = {
        "network": network,
        "version": version,
        "form": form,
        "heading": heading,
        "remove": remove,
        "voided": voided,
    }
    return render(request, "networks/edit.html", context, status=422 if form.is_bound else 200)


def _consented(version: ContractVersion) -> list[tuple[str, str]]:
    return [("STATE", version.state_hash), ("MUNICIPAL", version.municipal_hash)]
