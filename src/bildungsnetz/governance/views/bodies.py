"""Bodies: list, page, rules, seats and terms."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.forms.bodies import BodyForm, SeatForm, TermForm
from bildungsnetz.governance.models import BodyKind, Holder, Motion, Poll, Seat
from bildungsnetz.governance.permissions import runs_meetings, works_with_bodies
from bildungsnetz.governance.rules import Rule, RuleKind
from bildungsnetz.governance.selectors import (
    bodies_of,
    meetings_visible_to,
    next_meetings,
    recommendations_without_answer,
    seats_on,
    sits_in,
    voting_gap,
)
from bildungsnetz.governance.services import bodies as services
from bildungsnetz.governance.views.answering import body_here, form_page, tried
from bildungsnetz.governance.wording import finding_sentence
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.forms.work import EndOnForm
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.selectors import institutions_of

RULE_FIELDS = ("rule", "quorum_percent", "needs_chair")


@require_GET
@network_page(works_with_bodies)
def overview(request: SignedInRequest, network: Network) -> HttpResponse:
    """List the bodies with their rule, seats and next meeting."""
    today, now = timezone.localdate(), timezone.now()
    meetings = meetings_visible_to(request.user, network=network, on=today)
    context = {
        "network": network,
        "bodies": bodies_of(network, on=today).prefetch_related("seats"),
        "next_meetings": next_meetings(meetings, since=now)[:10],
        "runs": runs_meetings(request.user, network=network, on=today),
    }
    return render(request, "governance/bodies.html", context)


@require_GET
@network_page(works_with_bodies)
def body(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Show a body: who sits there, how it decides, its meetings, motions and date findings."""
    found, today = body_here(network, pk), timezone.localdate()
    meetings = meetings_visible_to(request.user, network=network, on=today).filter(body=found)
    finding = voting_gap(found, on=today)
    member = sits_in(request.user, network=network, on=today).filter(seat__body=found).exists()
    runs = runs_meetings(request.user, network=network, on=today)
    context: dict[str, Any] = {
        "network": network,
        "body": found,
        "seats": seats_on(found, on=today),
        "finding": finding,
        "sentence": finding_sentence(finding, body=found.name),
        "coming": next_meetings(meetings, since=timezone.now()),
        "past": meetings.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")[:10],
        "runs": runs,
        "member": member,
    }
    if runs or member:
        context["motions"] = Motion.objects.filter(body=found, item=None).select_related("handed_in_by").order_by("pk")
        context["polls"] = Poll.objects.filter(body=found, meeting=None).order_by("pk")
    if runs and found.kind == BodyKind.STEERING_GROUP:
        context["recommendations"] = recommendations_without_answer(network)
    return render(request, "governance/body.html", context)


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def body_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Set up a body."""
    return form_page(
        request,
        network,
        BodyForm(request.POST or None, others=bodies_of(network, on=timezone.localdate())),
        heading=_("Set up body"),
        back=reverse("governance:bodies", args=[network.slug]),
        done=_("The body is set up. Now enter its seats."),
        save=lambda data: services.found_body(
            network=network,
            rule=_rule(data),
            began_on=timezone.localdate(),
            by=request.user,
            at=timezone.now(),
            **{name: value for name, value in data.items() if name not in RULE_FIELDS},
        ),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def body_change(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Change a body's rules."""
    found = body_here(network, pk)
    others = bodies_of(network, on=timezone.localdate()).exclude(pk=pk)
    initial = {name: getattr(found, name) for name in BodyForm.base_fields}
    return form_page(
        request,
        network,
        BodyForm(request.POST or None, initial=initial, others=others),
        heading=_("Change %(body)s") % {"body": found.name},
        back=found.get_absolute_url(),
        done=_("Saved."),
        save=lambda data: services.change_body(body=found, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def seat_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Add a seat."""
    found = body_here(network, pk)
    institutions = institutions_of(network, with_schools=True)
    initial = {"began_on": timezone.localdate()}
    return form_page(
        request,
        network,
        SeatForm(request.POST or None, initial=initial, institutions=institutions),
        heading=_("Add a seat: %(body)s") % {"body": found.name},
        back=found.get_absolute_url(),
        done=_("The seat is there. Now enter who holds it."),
        save=lambda data: services.add_seat(body=found, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def seat_end(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """End a seat and the terms in it."""
    seat = _seat(network, pk)
    return form_page(
        request,
        network,
        EndOnForm(request.POST or None, initial={"on": timezone.localdate()}),
        heading=_("End seat: %(seat)s") % {"seat": seat.title},
        back=seat.body.get_absolute_url(),
        done=_("Saved."),
        save=lambda data: services.end_seat(seat=seat, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def term_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Fill a seat, or name a deputy."""
    seat = _seat(network, pk)
    people = User.objects.filter(roles__network=network, roles__ended_on=None, is_active=True).distinct()
    return form_page(
        request,
        network,
        TermForm(
            request.POST or None, initial={"began_on": timezone.localdate()}, people=people.order_by("full_name", "pk")
        ),
        heading=_("Fill seat: %(seat)s") % {"seat": seat.title},
        back=seat.body.get_absolute_url(),
        done=_("Saved."),
        save=lambda data: services.fill_seat(seat=seat, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def term_end(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """End a term."""
    holder = _holder(network, pk)
    return form_page(
        request,
        network,
        EndOnForm(request.POST or None, initial={"on": timezone.localdate()}),
        heading=_("End term: %(name)s") % {"name": holder},
        back=holder.seat.body.get_absolute_url(),
        done=_("Saved."),
        save=lambda data: services.end_term(holder=holder, by=request.user, at=timezone.now(), **data),
    )


@require_POST
@network_page(runs_meetings)
def naming(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note that somebody agrees to be named in public, or no longer does."""
    holder = _holder(network, pk)
    wanted = holder.publish_from is None or holder.publish_until is not None
    tried(
        request,
        network,
        lambda: services.set_naming(
            holder=holder, may_be_named=wanted, on=timezone.localdate(), by=request.user, at=timezone.now()
        ),
        done=_("Saved."),
    )
    return redirect(holder.seat.body)


def _rule(data: dict[str, Any]) -> Rule:
    return Rule(RuleKind(data["rule"]), quorum_percent=data["quorum_percent"], needs_chair=data["needs_chair"])


def _seat(network: Network, pk: int) -> Seat:
    seat = Seat.objects.select_related("body__network").filter(body__network=network, pk=pk, ended_on=None).first()
    if seat is None:
        raise Http404
    return seat


def _holder(network: Network, pk: int) -> Holder:
    found = Holder.objects.select_related("seat__body__network", "person")
    holder = found.filter(seat__body__network=network, pk=pk, ended_on=None).first()
    if holder is None:
        raise Http404
    return holder
