"""Meetings: planning, agenda, invitation, answers, attendance."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.governance.forms.meetings import InviteForm, ItemForm, MeetingForm, ReasonForm
from bildungsnetz.governance.models import Answer, Attendance, Meeting, MeetingStatus, Motion, Presence, PublicMinutes
from bildungsnetz.governance.permissions import may_clear, runs_meetings, sits_in_body_of, works_with_bodies
from bildungsnetz.governance.rules import can_decide
from bildungsnetz.governance.selectors import (
    attendances_of,
    items_of,
    meetings_visible_to,
    next_meetings,
    orders_on_agenda,
    room_of,
    voting_gap,
)
from bildungsnetz.governance.services import meetings as services
from bildungsnetz.governance.views.answering import body_here, form_page, item_here, meeting_here, tried
from bildungsnetz.governance.wording import decision_tag, finding_sentence
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network, Side


@require_GET
@network_page(works_with_bodies)
def overview(request: SignedInRequest, network: Network) -> HttpResponse:
    """List the meetings a person may see: the coming ones, then the past."""
    visible = meetings_visible_to(request.user, network=network, on=timezone.localdate())
    context = {
        "network": network,
        "coming": next_meetings(visible, since=timezone.now()),
        "past": visible.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")[:50],
    }
    return render(request, "governance/meetings.html", context)


def meeting_context(request: SignedInRequest, network: Network, meeting: Meeting) -> dict[str, Any]:
    """Gather what stands on every page of a meeting: agenda, attendance per side, whether it can decide."""
    today = timezone.localdate()
    items = list(items_of(meeting))
    orders = list(orders_on_agenda(meeting))
    room = room_of(meeting)
    invited = meeting.status == MeetingStatus.INVITED
    finding = can_decide(meeting.body.decision_rule, room) if invited else voting_gap(meeting.body, on=today)
    attendances = list(attendances_of(meeting))
    return {
        "network": network,
        "meeting": meeting,
        "items": [(item, [decision_tag(decision) for decision in item.decisions.all()]) for item in items],
        "orders": orders,
        "orders_open": sum(order.state == "OPEN" for order in orders),
        "orders_done": sum(order.state == "DONE" for order in orders),
        "today": today,
        "room": room,
        "sides": [(side, room.of(side.value)) for side in Side],
        "others": room.of(""),
        "finding": finding,
        "sentence": finding_sentence(finding, body=meeting.body.name),
        "attendances": attendances,
        "mine": [row for row in attendances if row.holder.person_id == request.user.pk],
        "unreached": [row for row in attendances if row.came_back or not row.holder.address],
        "chairs": [row.holder for row in attendances if row.holder.seat.is_chair and not row.holder.is_deputy],
        "latest_invitation": services.latest_day_to_invite(meeting),
        "runs": runs_meetings(request.user, network=network, on=today),
        "is_over": meeting.ends_at < timezone.now(),
        "clears": may_clear(request.user, network=network, on=today),
    }


@require_GET
@network_page(works_with_bodies)
def meeting(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Show a meeting: agenda, who comes, what is to be done next."""
    found = meeting_here(request, network, pk)
    context = meeting_context(request, network, found)
    if context["runs"]:
        context["motions"] = Motion.objects.filter(body=found.body, item=None).order_by("pk")
    context["public_minutes"] = PublicMinutes.objects.filter(meeting=found).first()
    context["member"] = bool(context["mine"])
    context["objections"] = found.objections.select_related("raised_by").order_by("pk")
    return render(request, "governance/meeting.html", context)


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def meeting_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Plan a meeting of a body."""
    body = body_here(network, pk)
    planned: list[Meeting] = []
    form = MeetingForm(request.POST or None)
    answer = form_page(
        request,
        network,
        form,
        heading=_("Plan a meeting: %(body)s") % {"body": body.name},
        back=body.get_absolute_url(),
        done=_("The meeting is planned. Open orders stand on its agenda."),
        save=lambda data: planned.append(services.plan_meeting(body=body, by=request.user, at=timezone.now(), **data)),
    )
    return redirect(planned[0]) if planned else answer


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def meeting_change(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Move a meeting; those invited are told."""
    found = meeting_here(request, network, pk)
    starts, ends = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    initial = {
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "place": found.place,
        "title": found.title,
    }
    return form_page(
        request,
        network,
        MeetingForm(request.POST or None, initial=initial),
        heading=_("Move the meeting"),
        back=found.get_absolute_url(),
        done=_("Saved."),
        save=lambda data: services.change_meeting(meeting=found, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def invite(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Send the invitation; the page names the notice rule and the last day."""
    found = meeting_here(request, network, pk)
    latest = date_format(services.latest_day_to_invite(found), "SHORT_DATE_FORMAT")
    intro = _("%(days)s days before: %(day)s at the latest. Everybody gets the agenda and a calendar entry by mail.")
    return form_page(
        request,
        network,
        InviteForm({"reason": request.POST.get("reason", "")} if request.method == "POST" else None),
        heading=_("Invite: %(meeting)s") % {"meeting": found},
        back=found.get_absolute_url(),
        done=_("The invitation is on its way."),
        button=_("Invite"),
        intro=intro % {"days": found.body.notice_days, "day": latest},
        save=lambda data: services.invite(meeting=found, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def call_off(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Call a meeting off with a reason."""
    found = meeting_here(request, network, pk)
    return form_page(
        request,
        network,
        ReasonForm(request.POST or None),
        heading=_("Call off: %(meeting)s") % {"meeting": found},
        back=found.get_absolute_url(),
        done=_("The meeting is called off. Everybody invited is told."),
        button=_("Call off the meeting"),
        save=lambda data: services.call_off(meeting=found, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def item_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Put an item on the agenda; a motion handed in fills the form."""
    found = meeting_here(request, network, pk)
    wanted = request.GET.get("antrag", "")
    motion = Motion.objects.filter(body=found.body, item=None, pk=int(wanted) if wanted.isdecimal() else 0).first()
    initial: dict[str, Any] = {"is_public": True}
    if motion is not None:
        initial |= {"title": motion.title, "text": motion.text, "submitted_by": str(motion.handed_in_by or "")}
    return form_page(
        request,
        network,
        ItemForm(request.POST or None, initial=initial),
        heading=_("Add an item"),
        back=found.get_absolute_url(),
        done=_("The item stands on the agenda."),
        save=lambda data: services.add_item(meeting=found, motion=motion, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def item_change(request: SignedInRequest, network: Network, pk: int, position: int) -> HttpResponse:
    """Change an item's words."""
    item = item_here(request, network, pk, position)
    initial = {name: getattr(item, name) for name in ItemForm.base_fields}
    return form_page(
        request,
        network,
        ItemForm(request.POST or None, initial=initial),
        heading=_("Change item %(number)s") % {"number": item.position},
        back=item.get_absolute_url(),
        done=_("Saved."),
        save=lambda data: services.change_item(item=item, by=request.user, at=timezone.now(), **data),
    )


@require_POST
@network_page(works_with_bodies)
def answer(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Say whether one will come."""
    found = meeting_here(request, network, pk)
    mine = Attendance.objects.filter(meeting=found, holder__person=request.user).select_related(
        "meeting__body__network"
    )
    word = request.POST.get("answer", "")
    if word not in Answer.values or not sits_in_body_of(request.user, meeting=found, on=timezone.localdate()):
        raise Http404
    for row in mine:
        tried(
            request,
            network,
            lambda row=row: services.answer_invitation(  # type: ignore[misc]
                attendance=row, answer=Answer(word), by=request.user, at=timezone.now()
            ),
            done=_("Your answer is noted."),
        )
    return redirect(found)


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def attendance(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note who is there, in one form; what was noted by code stands already."""
    found = meeting_here(request, network, pk)
    rows = list(attendances_of(found))
    if code := request.POST.get("code", "").strip():
        if services.come_by_code(meeting=found, code=code, by=request.user, at=timezone.now()) is None:
            messages.warning(request, _("No member of this meeting has the code %(code)s.") % {"code": code})
        else:
            messages.success(request, _("The attendance is noted."))
        return redirect("governance:attendance", network.slug, pk)
    if request.method == "POST":
        noted = {
            row.pk: Presence(word)
            for row in rows
            if (word := request.POST.get(f"presence-{row.pk}", "")) in Presence.values
        }
        tried(
            request,
            network,
            lambda: services.note_attendance(meeting=found, present=noted, by=request.user, at=timezone.now()),
            done=_("The attendance is noted."),
        )
        return redirect(found)
    context = {**meeting_context(request, network, found), "choices": Presence.choices}
    return render(request, "governance/attendance.html", context)
