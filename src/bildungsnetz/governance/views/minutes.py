"""Minutes: writing them together, release, objections, approval, PDF."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.governance.forms.work import ApprovalForm, MinutesForm, ObjectionForm
from bildungsnetz.governance.minutes_paper import minutes_paper
from bildungsnetz.governance.models import MinutesStatus, MinutesText, TextState
from bildungsnetz.governance.permissions import runs_meetings, sits_in_body_of, works_with_bodies
from bildungsnetz.governance.selectors import later_meetings
from bildungsnetz.governance.services import minutes as services
from bildungsnetz.governance.views.answering import form_page, item_here, meeting_here, tried
from bildungsnetz.governance.wording import worded
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def minutes(request: SignedInRequest, network: Network, pk: int, position: int) -> HttpResponse:
    """Write the minutes of an item; who else wrote meanwhile is said, and no text is lost."""
    item = item_here(request, network, pk, position)
    form = MinutesForm(request.POST or None, initial={"text": item.minutes, "based_on": item.minutes_number})
    if form.is_bound and form.is_valid():
        try:
            state = services.write_minutes(item=item, by=request.user, at=timezone.now(), **form.cleaned_data)
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=network))
        else:
            if state == TextState.STANDS:
                messages.success(request, _("Saved."))
                return redirect(item)
            messages.warning(
                request, _("Somebody else has changed the same place meanwhile. Both texts are kept; please choose.")
            )
            return redirect("governance:minutes", network.slug, pk, position)
    context = {
        "network": network,
        "meeting": item.meeting,
        "item": item,
        "form": form,
        "beside": item.texts.filter(state=TextState.BESIDE).select_related("written_by").order_by("pk"),
    }
    return render(request, "governance/minutes.html", context, status=422 if form.is_bound else 200)


@require_POST
@network_page(runs_meetings)
def settle(request: SignedInRequest, network: Network, pk: int, position: int, text: int) -> HttpResponse:
    """Choose what becomes of a text kept beside."""
    item = item_here(request, network, pk, position)
    beside = get_object_or_404(
        MinutesText.objects.select_related("item__meeting__body__network"), item=item, pk=text, state=TextState.BESIDE
    )
    take = request.POST.get("take") == "yes"
    tried(
        request,
        network,
        lambda: services.settle_text(text=beside, take=take, by=request.user, at=timezone.now()),
        done=_("Saved."),
    )
    return redirect("governance:minutes", network.slug, pk, position)


@require_POST
@network_page(runs_meetings)
def release(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Release the minutes for review."""
    meeting = meeting_here(request, network, pk)
    tried(
        request,
        network,
        lambda: services.release_minutes(meeting=meeting, by=request.user, at=timezone.now()),
        done=_("The minutes are released. Everybody invited is told."),
    )
    return redirect(meeting)


@require_POST
@network_page(runs_meetings)
def take_back(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Take released minutes back to correct them."""
    meeting = meeting_here(request, network, pk)
    tried(
        request,
        network,
        lambda: services.take_minutes_back(meeting=meeting, by=request.user, at=timezone.now()),
        done=_("The minutes can be changed again."),
    )
    return redirect(meeting)


@require_http_methods(["GET", "POST"])
@network_page(works_with_bodies)
def objection_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Object to released minutes, as a member."""
    meeting = meeting_here(request, network, pk)
    if not sits_in_body_of(request.user, meeting=meeting, on=timezone.localdate()):
        raise Http404
    return form_page(
        request,
        network,
        ObjectionForm(request.POST or None),
        heading=_("Object to the minutes"),
        back=meeting.get_absolute_url(),
        done=_("Your objection is noted. It is read out before the minutes are approved."),
        save=lambda data: services.object_to_minutes(meeting=meeting, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def approve(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note in which later meeting the minutes were approved; they never approve themselves."""
    meeting = meeting_here(request, network, pk)
    return form_page(
        request,
        network,
        ApprovalForm(request.POST or None, meetings=later_meetings(meeting)),
        heading=_("Approve minutes: %(meeting)s") % {"meeting": meeting},
        back=meeting.get_absolute_url(),
        done=_("The minutes are approved. What was agreed is in force."),
        save=lambda data: services.approve_minutes(meeting=meeting, by=request.user, at=timezone.now(), **data),
    )


@require_GET
@network_page(works_with_bodies)
def minutes_pdf(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Answer with the minutes as PDF; as long as they are written, to the office alone."""
    meeting = meeting_here(request, network, pk)
    written = meeting.minutes_status == MinutesStatus.OPEN
    if written and not runs_meetings(request.user, network=network, on=timezone.localdate()):
        raise Http404
    response = HttpResponse(minutes_paper(meeting), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="niederschrift-{meeting.starts_at:%Y-%m-%d}.pdf"'
    return response
