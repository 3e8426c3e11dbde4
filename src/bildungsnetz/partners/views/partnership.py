"""Partners: their list, their pages, the people in them, and what they do with each other."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bildungsnetz.journal.backlinks import links_to
from bildungsnetz.networks import geo
from bildungsnetz.networks.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.forms.work import EndOnForm
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import belongs_to, may_draft, works_on_contract
from bildungsnetz.partners import selectors
from bildungsnetz.partners.doubles import doubles_of_new
from bildungsnetz.partners.forms.filters import InstitutionFilter
from bildungsnetz.partners.forms.partnership import CooperationForm, InstitutionForm, NewPersonForm, PersonForm
from bildungsnetz.partners.models import Cooperation, CooperationKind, Evidence, Function, Institution, Kind, Person
from bildungsnetz.partners.services import cooperations, institutions, mailing, people
from bildungsnetz.partners.views.schools import town_name

PER_PAGE = 50


@require_safe
@network_page(belongs_to)
def partner_list(request: SignedInRequest, network: Network) -> HttpResponse:
    """List the partners of a network."""
    today = timezone.localdate()
    form = InstitutionFilter(request.GET)
    found = selectors.institutions_in_state(
        network,
        kind=form.chosen("art"),
        side=form.chosen("seite_des_netzes"),
        text=form.chosen("suche"),
        state=form.chosen("stand"),
        on=today,
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    towns = geo.towns_of(network.region.key)
    context = {
        "network": network,
        "form": form,
        "is_filtered": form.is_used,
        "page_obj": page,
        "lines": [
            {"institution": one, "town": town_name(towns, one.town), "is_stale": is_stale(one, today)} for one in page
        ],
        "query": request.GET.urlencode(),
        "may_edit": may_draft(request.user, network=network, on=today),
    }
    return render(request, "partners/institutions.html", context)


@require_safe
@network_page(belongs_to)
def partner(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Show a partner: who it is, who is there, with whom it works, when it was confirmed."""
    institution = _institution(network, pk)
    if institution.kind == Kind.SCHOOL and institution.school:
        school_page = reverse("partners:school", args=[network.slug, institution.school.school_number])
    else:
        school_page = ""
    today = timezone.localdate()
    functions = _functions_for(request, network, institution, today)
    context = {
        "network": network,
        "institution": institution,
        "school_page": school_page,
        "town": town_name(geo.towns_of(network.region.key), institution.town),
        "is_stale": is_stale(institution, today),
        "functions": functions,
        "unreached": selectors.persons_unreached([one.person for one in functions]),
        "sees_contacts": works_on_contract(request.user, network=network, on=today),
        "neighbours": selectors.neighbours_of(institution, network=network),
        "may_edit": may_draft(request.user, network=network, on=today),
        "links": links_to(institution, viewer=request.user),
        "today": today,
    }
    return render(request, "partners/institution.html", context)


def is_stale(institution: Institution, on: date) -> bool:
    """Say whether nobody has confirmed an entry for a year; schools come from the state's list."""
    if institution.kind == Kind.SCHOOL or institution.ended_on is not None:
        return False
    return institution.confirmed_on is None or institution.confirmed_on < selectors.stale_before(on)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def partner_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Enter a partner; entries that look like it are shown first."""
    form = InstitutionForm(request.POST or None, network=network)
    doubles: list[Any] = []
    if form.is_bound and form.is_valid():
        doubles = [] if "trotzdem" in request.POST else doubles_of_new(network, form.cleaned_data)
        if not doubles:
            values, kinds = _values(form.cleaned_data)
            entered = institutions.enter_institution(
                network=network, values=values, further_kinds=kinds, by=request.user, at=timezone.now()
            )
            messages.success(request, _("The partner is entered."))
            return redirect("partners:institution", network.slug, entered.pk)
    context = {"network": network, "form": form, "heading": _("Enter partner"), "doubles": doubles}
    status = 422 if form.is_bound else 200
    return render(request, "partners/institution_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def partner_edit(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Change a partner, or confirm it by saving it unchanged."""
    institution = _editable(network, pk)
    initial = {name: getattr(institution, name) for name in institutions.EDITABLE}
    initial["further_kinds"] = list(institution.further_kinds.values_list("kind", flat=True))

    def save(data: dict[str, Any]) -> None:
        values, kinds = _values(data)
        institutions.change_institution(
            institution=institution, network=network, values=values, further_kinds=kinds, by=request.user,
            at=timezone.now(),
        )  # fmt: skip

    return form_page(
        request,
        network,
        InstitutionForm(request.POST or None, initial=initial, network=network),
        heading=_("Change %(name)s") % {"name": institution},
        back="partners:institution",
        back_to=(pk,),
        done=_("Saved and confirmed."),
        save=save,
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def partner_end(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note from when a partner exists no longer."""
    institution = _editable(network, pk)
    return form_page(
        request,
        network,
        EndOnForm(request.POST or None, initial={"on": timezone.localdate()}),
        heading=_("%(name)s exists no longer") % {"name": institution},
        back="partners:institution",
        back_to=(pk,),
        done=_("Saved."),
        save=lambda data: institutions.end_institution(
            institution=institution, network=network, by=request.user, at=timezone.now(), **data
        ),
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def person_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Enter a contact person of a partner or school."""
    institution = _institution(network, pk)

    def save(data: dict[str, Any]) -> None:
        contact = {name: data[name] for name in people.CONTACT}
        rest = {name: data[name] for name in ("title", "began_on", "publication", "mailing")}
        people.enter_person(
            network=network, institution=institution, contact=contact, by=request.user, at=timezone.now(), **rest
        )

    return form_page(
        request,
        network,
        NewPersonForm(request.POST or None),
        heading=_("Contact person of %(name)s") % {"name": institution},
        back="partners:institution",
        back_to=(pk,),
        done=_("Saved."),
        save=save,
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def person_edit(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Change how a contact person is reached and what was agreed."""
    person = _person(network, pk)

    def save(data: dict[str, Any]) -> None:
        contact = {name: data.pop(name) for name in people.CONTACT}
        people.change_person(person=person, contact=contact, by=request.user, at=timezone.now(), **data)

    return form_page(
        request,
        network,
        PersonForm(request.POST or None, initial=PersonForm.initial_of(person)),
        heading=_("Change %(name)s") % {"name": person},
        back="partners:institution",
        back_to=(_home_of(person),),
        done=_("Saved."),
        save=save,
    )


@require_POST
@network_page(may_draft)
def person_delete(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Delete a contact person at once."""
    person = _person(network, pk)
    home = _home_of(person)
    mailing.take_back_unsubscribe_links(person=person, at=timezone.now())
    people.delete_person(person=person, by=request.user, at=timezone.now())
    messages.success(request, _("The contact person is deleted."))
    return redirect("partners:institution", network.slug, home)


@require_POST
@network_page(may_draft)
def person_links(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Take back the unsubscribe links a contact person has got with circulars."""
    person = _person(network, pk)
    mailing.take_back_unsubscribe_links(person=person, at=timezone.now())
    messages.success(request, _("Links sent before open nothing any more."))
    return redirect("partners:institution", network.slug, _home_of(person))


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def function_end(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note from when a function is no longer held."""
    function = Function.objects.filter(person__network=network, pk=pk).select_related("person__network").first()
    if function is None:
        raise Http404
    return form_page(
        request,
        network,
        EndOnForm(request.POST or None, initial={"on": timezone.localdate()}),
        heading=_("End function: %(function)s") % {"function": function},
        back="partners:institution",
        back_to=(function.institution_id,),
        done=_("Saved."),
        save=lambda data: people.end_function(function=function, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def cooperation_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Enter what a partner does with another one."""
    institution = _institution(network, pk)

    def save(data: dict[str, Any]) -> None:
        kind, other = str(data.pop("kind")), data.pop("other")
        ends = (other, institution) if kind.startswith("-") else (institution, other)
        cooperations.enter_cooperation(
            network=network,
            first=ends[0],
            second=ends[1],
            kind=CooperationKind(kind.removeprefix("-")),
            evidence=Evidence(data.pop("evidence")),
            by=request.user,
            at=timezone.now(),
            **data,
        )

    return form_page(
        request,
        network,
        CooperationForm(request.POST or None, institution=institution, network=network),
        heading=_("Cooperation of %(name)s") % {"name": institution},
        back="partners:institution",
        back_to=(pk,),
        done=_("The cooperation is entered."),
        save=save,
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def cooperation_end(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note from when a cooperation is over."""
    found = Cooperation.objects.filter(network=network, pk=pk).select_related("network", "first", "second").first()
    if found is None:
        raise Http404
    return form_page(
        request,
        network,
        EndOnForm(request.POST or None, initial={"on": timezone.localdate()}),
        heading=_("End cooperation: %(cooperation)s") % {"cooperation": found},
        back="partners:institution",
        back_to=(found.first_id,),
        done=_("Saved."),
        save=lambda data: cooperations.end_cooperation(cooperation=found, by=request.user, at=timezone.now(), **data),
    )


def _institution(network: Network, pk: int) -> Institution:
    found = selectors.institution_of(network, pk)
    if found is None:
        raise Http404
    return found


def _editable(network: Network, pk: int) -> Institution:
    found = _institution(network, pk)
    if found.kind == Kind.SCHOOL:
        raise Http404
    return found


def _person(network: Network, pk: int) -> Person:
    found = Person.objects.filter(network=network, pk=pk).select_related("network").first()
    if found is None:
        raise Http404
    return found


def _home_of(person: Person) -> int:
    """Return the institution whose page lists the person; every person was entered with a function."""
    return person.functions.order_by("-pk").values_list("institution_id", flat=True)[0]


def _functions_for(request: SignedInRequest, network: Network, institution: Institution, on: date) -> list[Function]:
    """Return the people shown to this reader: all to the office and the sides, else those who agreed to it."""
    found = selectors.people_at(institution, network=network)
    if works_on_contract(request.user, network=network, on=on):
        return found
    return [one for one in found if one.person.may_be_published and one.runs_on(on)]


def _values(data: dict[str, Any]) -> tuple[dict[str, str], list[str]]:
    return {name: data[name] for name in institutions.EDITABLE}, data["further_kinds"]
