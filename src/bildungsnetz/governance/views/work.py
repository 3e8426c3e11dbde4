"""Motions, papers, clearance, publishing, answers to recommendations, calendar feeds."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.accounts.services import LinkProblem
from bildungsnetz.documents.services import FileRefused, attachment_response
from bildungsnetz.governance.forms.meetings import AnswerForm
from bildungsnetz.governance.forms.work import ItemPaperForm, MotionForm
from bildungsnetz.governance.models import Paper
from bildungsnetz.governance.permissions import may_clear, runs_meetings, sits_in_body, works_with_bodies
from bildungsnetz.governance.selectors import answerable_recommendations, items_of_steering_groups, meetings_visible_to
from bildungsnetz.governance.services import calendars, decisions, papers, publishing
from bildungsnetz.governance.services.meetings import hand_in_motion
from bildungsnetz.governance.views.answering import body_here, decision_here, form_page, item_here, tried
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network


@require_http_methods(["GET", "POST"])
@network_page(works_with_bodies)
def motion_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Hand in a motion, as a member of the body or for the office."""
    body, today = body_here(network, pk), timezone.localdate()
    if not (sits_in_body(request.user, body=body, on=today) or runs_meetings(request.user, network=network, on=today)):
        raise Http404
    return form_page(
        request,
        network,
        MotionForm(request.POST or None),
        heading=_("Hand in a motion: %(body)s") % {"body": body.name},
        back=body.get_absolute_url(),
        done=_("The motion is handed in. The office puts it on an agenda."),
        button=_("Hand in"),
        save=lambda data: hand_in_motion(body=body, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def paper_new(request: SignedInRequest, network: Network, pk: int, position: int) -> HttpResponse:
    """Add a paper to an item."""
    item = item_here(request, network, pk, position)
    form = ItemPaperForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            papers.add_paper(item=item, by=request.user, at=timezone.now(), **form.cleaned_data)
        except FileRefused:
            form.add_error("file", _("This is no sound PDF, or it is too large. Please save it as PDF again."))
        else:
            messages.success(request, _("The paper belongs to the item."))
            return redirect(item)
    heading, back = pgettext("agenda", "Add a paper"), item.get_absolute_url()
    return form_page(request, network, form, heading=heading, back=back, done="", save=lambda _data: None)


@require_GET
@network_page(works_with_bodies)
def paper(request: SignedInRequest, network: Network, pk: int) -> FileResponse:
    """Answer with a paper as a download."""
    meetings = meetings_visible_to(request.user, network=network, on=timezone.localdate())
    found = get_object_or_404(Paper.objects.select_related("attachment"), pk=pk, item__meeting__in=meetings)
    return attachment_response(found.attachment)


@require_POST
@network_page(may_clear)
def clear(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Clear for the Land's side what touches inner school matters."""
    decision = decision_here(request, network, pk)
    tried(
        request,
        network,
        lambda: publishing.clear(subject=decision, by=request.user, at=timezone.now()),
        done=_("Cleared for publication."),
    )
    return redirect(decision)


@require_POST
@network_page(runs_meetings)
def publish(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Show a decision to the public, or take it off again."""
    decision = decision_here(request, network, pk)
    act = publishing.withdraw_publication if decision.published_at else publishing.publish
    tried(
        request,
        network,
        lambda: act(subject=decision, by=request.user, at=timezone.now()),
        done=_("No longer public.") if decision.published_at else _("The decision is public."),
    )
    return redirect(decision)


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def recommendation_answer(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note what the steering group answers to a recommendation of the conference."""
    decision = get_object_or_404(answerable_recommendations(network), pk=pk)
    return form_page(
        request,
        network,
        AnswerForm(request.POST or None, items=items_of_steering_groups(network)),
        heading=_("Answer the recommendation: %(title)s") % {"title": decision.title},
        back=decision.get_register_url(),
        done=_("The answer is noted."),
        save=lambda data: decisions.answer_recommendation(
            decision=decision, by=request.user, at=timezone.now(), **data
        ),
    )


@require_POST
@network_page(works_with_bodies)
def feed_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Make a person's calendar address, for one body or for all his or her meetings; shown this once."""
    wanted = request.POST.get("gremium", "")
    body = body_here(network, int(wanted)) if wanted.isdecimal() else None
    token = calendars.subscribe(network=network, body=body, by=request.user, at=timezone.now())
    address = settings.PUBLIC_URL + reverse("governance:feed", args=[token])
    messages.success(request, _("Your calendar address. Please copy it now, it is shown only once: %s") % address)
    return redirect(body) if body else redirect("governance:meetings", network.slug)


@require_GET
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the calendar behind a personal address; the address is the key, so there is no sign-in."""
    try:
        content = calendars.open_feed(token=token, at=timezone.now())
    except LinkProblem:
        raise Http404 from None
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
