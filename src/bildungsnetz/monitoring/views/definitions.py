"""An office's own indicators and its own sets of regions to compare."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bildungsnetz.monitoring import permissions
from bildungsnetz.monitoring.forms.figures import ComparisonSetForm, IndicatorForm
from bildungsnetz.monitoring.selectors import explorer
from bildungsnetz.monitoring.services import catalogue
from bildungsnetz.networks.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network


@require_http_methods(["GET", "HEAD", "POST"])
@network_page(permissions.may_edit_figures)
def define(request: SignedInRequest, network: Network) -> HttpResponse:
    """Define an own indicator."""
    form = IndicatorForm(request.POST or None, is_new=True, initial={"applies_from": timezone.localdate()})

    def save(data: dict[str, Any]) -> object:
        return catalogue.define_indicator(
            network=network, code=data["code"], area=data["area"], said=data, applies_from=data["applies_from"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip

    return form_page(
        request, network, form, heading=_("Define an own indicator"), back="monitoring:figures",
        done=_("The indicator is defined."), save=save,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@network_page(permissions.may_edit_figures)
def redefine(request: SignedInRequest, network: Network, code: str) -> HttpResponse:
    """Define an own indicator anew from a day on; the old definition stays with its figures."""
    found = explorer.defined(network, code=code)
    if found is None or found.indicator.network_id is None:
        raise Http404
    newest = found.newest
    initial = {name: getattr(newest, name) for name in catalogue.SAID} | {"applies_from": timezone.localdate()}
    form = IndicatorForm(request.POST or None, is_new=False, initial=initial)
    if form.is_bound and form.is_valid():
        catalogue.redefine_indicator(
            indicator=found.indicator, said=form.cleaned_data, applies_from=form.cleaned_data["applies_from"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        return redirect("monitoring:indicator", network.slug, code)
    return form_page(
        request, network, form, heading=_("Define anew: %(title)s") % {"title": newest.title},
        back="monitoring:indicator", done="", save=lambda data: data, back_to=(code,),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@network_page(permissions.may_edit_figures)
def new_set(request: SignedInRequest, network: Network) -> HttpResponse:
    """Name regions the office compares itself with, and why."""
    form = ComparisonSetForm(request.POST or None)

    def save(data: dict[str, Any]) -> object:
        return catalogue.keep_comparison_set(
            network=network, name=data["name"], reason=data["reason"], region_keys=data["region_keys"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip

    return form_page(
        request, network, form, heading=_("Choose regions to compare"), back="monitoring:figures",
        done=_("The regions are kept. They can be chosen on every page that compares."), save=save,
    )  # fmt: skip
