"""The public guide, and what the office enters for it; hours of assistants and the transition to work."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from bildungsnetz.inclusion.forms.plans import ContactForm, DateForm, HoursForm, TransitionForm
from bildungsnetz.inclusion.models import AssistantHours, Focus, GuideContact, GuideDate, TransitionCount
from bildungsnetz.inclusion.models.values import school_year
from bildungsnetz.inclusion.permissions import keeps_counts, keeps_guide
from bildungsnetz.inclusion.planning.pooling import compare
from bildungsnetz.inclusion.procedure import STEPS
from bildungsnetz.inclusion.selectors import support_schools
from bildungsnetz.inclusion.services import guide as services
from bildungsnetz.inclusion.views.frame import current_year, school_here
from bildungsnetz.networks import geo
from bildungsnetz.networks.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors import network_by_slug


@require_GET
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everybody how support is found: steps, local dates, offices to turn to."""
    network, today = network_by_slug(slug), timezone.localdate()
    if network is None:
        raise Http404
    contacts = GuideContact.objects.filter(network=network).order_by("town", "focus", "office", "pk")
    towns = geo.towns_of(network.region.key)
    context = {
        "network": network,
        "steps": STEPS,
        "dates": GuideDate.objects.filter(network=network, due_on__gte=today).order_by("due_on", "pk"),
        "contacts": [(one, towns[one.town].name if one.town in towns else "") for one in contacts],
        "edits": keeps_guide(request.user, network=network, on=today),
    }
    return render(request, "inclusion/guide.html", context)


@require_http_methods(["GET", "POST"])
@network_page(keeps_guide)
def contact_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Enter an office to turn to."""
    now = timezone.now()
    return form_page(
        request, network, ContactForm(request.POST or None, network=network), heading=_("Enter an office"),
        back="inclusion:guide", done=_("The office is entered and public."),
        save=lambda data: services.enter_contact(network=network, by=request.user, at=now, **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(keeps_guide)
def date_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Enter a local date."""
    now, today = timezone.now(), timezone.localdate()
    return form_page(
        request, network, DateForm(request.POST or None), heading=_("Enter a date of the guide"),
        back="inclusion:guide", done=_("The date is entered and public."),
        save=lambda data: services.enter_date(network=network, today=today, by=request.user, at=now, **data),
    )  # fmt: skip


@require_GET
@network_page(keeps_counts)
def assistants(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show hours per school and budget year, and both models compared."""
    found = AssistantHours.objects.filter(school__town__startswith=network.region.key).select_related("school")
    rows = list(found.order_by("-year", "school__name", "pk"))
    newest = rows[0].year if rows else None
    compared = compare([row.needed for row in rows if row.year == newest])
    table = {
        "columns": [_("School"), _("Budget year"), _("Needed"), _("Promised"), _("Placed"), pgettext("hours", "open")],
        "rows": [[row.school.name, str(row.year), row.needed, row.promised, row.placed, max(0, row.needed - row.placed)]
                 for row in rows],
    }  # fmt: skip
    context: dict[str, Any] = {"network": network, "keeps": True, "table": table, "has_rows": bool(rows),
                               "compared": compared, "saved": round(100 * compared.saved), "year": newest}  # fmt: skip
    return render(request, "inclusion/assistants.html", context)


@require_http_methods(["GET", "POST"])
@network_page(keeps_counts)
def hours_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Enter the hours of a school."""
    now, today = timezone.now(), timezone.localdate()
    schools = [(one.school_number, one.name) for one in support_schools(network, on=today)]

    def save(data: dict[str, Any]) -> object:
        school = school_here(network, data.pop("school"))
        return services.keep_hours(network=network, school=school, by=request.user, at=now, **data)

    return form_page(
        request, network, HoursForm(request.POST or None, schools=schools, current=today.year),
        heading=_("Enter hours of assistants"), back="inclusion:assistants", done=_("Saved."), save=save,
    )  # fmt: skip


@require_GET
@network_page(keeps_counts)
def transition(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show how many took part in the elements of KAoA-STAR."""
    rows = TransitionCount.objects.filter(network=network).order_by("-year", "element", "focus")
    table = {
        "columns": [_("Element of KAoA-STAR"), _("School year"), _("Support focus"), _("Number")],
        "rows": [[row.element, school_year(row.year), str(Focus(row.focus).label), row.count] for row in rows],
    }
    context = {"network": network, "keeps": True, "table": table, "has_rows": bool(table["rows"])}
    return render(request, "inclusion/transition.html", context)


@require_http_methods(["GET", "POST"])
@network_page(keeps_counts)
def transition_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Enter a count of the transition."""
    now = timezone.now()
    return form_page(
        request, network, TransitionForm(request.POST or None, current=current_year(timezone.localdate())),
        heading=_("Enter a count of the transition"), back="inclusion:transition", done=_("The number is saved."),
        save=lambda data: services.count_transition(network=network, by=request.user, at=now, **data),
    )  # fmt: skip
