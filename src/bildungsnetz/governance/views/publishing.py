"""Clearing and publishing agendas, papers and minutes, and the public pages they appear on."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bildungsnetz.documents.services import attachment_response
from bildungsnetz.governance.minutes_paper import minutes_paper
from bildungsnetz.governance.models import Meeting, Paper, PublicMinutes
from bildungsnetz.governance.permissions import may_clear, runs_meetings
from bildungsnetz.governance.selectors import meetings_visible_to, open_conferences
from bildungsnetz.governance.selectors.public import public_meetings, public_minutes, public_papers
from bildungsnetz.governance.services import publishing
from bildungsnetz.governance.views.answering import tried
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors import network_by_slug


@require_POST
@network_page(may_clear)
def clear(request: SignedInRequest, network: Network, kind: str, pk: int) -> HttpResponse:
    """Clear an agenda, a paper or minutes for the Land's side."""
    subject = _subject(request, network, kind, pk)
    tried(
        request,
        network,
        lambda: publishing.clear(subject=subject, by=request.user, at=timezone.now()),
        done=_("Cleared for publication."),
    )
    return redirect(_home(subject))


@require_POST
@network_page(runs_meetings)
def publish(request: SignedInRequest, network: Network, kind: str, pk: int) -> HttpResponse:
    """Show an agenda, a paper or minutes to the public, or take them off again."""
    subject = _subject(request, network, kind, pk)
    was_public = subject.published_at is not None
    act = publishing.withdraw_publication if was_public else publishing.publish
    tried(
        request,
        network,
        lambda: act(subject=subject, by=request.user, at=timezone.now()),
        done=_("No longer public.") if was_public else _("Published."),
    )
    return redirect(_home(subject))


@require_safe
def dates(request: HttpRequest, slug: str) -> HttpResponse:
    """List the public meetings and the conferences one can register for."""
    network = _network(slug)
    now = timezone.now()
    # Of a body that is not shown, a conference is known to whoever was given its address, and to nobody else.
    conferences = open_conferences(network).filter(body__is_public=True)
    found = {one.pk: one for one in [*public_meetings(network), *conferences]}
    rows = sorted(found.values(), key=lambda one: one.starts_at)
    context = {
        "network": network,
        "coming": [one for one in rows if one.ends_at >= now],
        "past": [one for one in reversed(rows) if one.ends_at < now],
    }
    return render(request, "governance/dates.html", context)


@require_safe
def public_paper(_request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """Answer with a published paper."""
    return attachment_response(get_object_or_404(public_papers(_network(slug)), pk=pk).attachment)


@require_safe
def public_minutes_pdf(_request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Answer with the public part of published minutes."""
    found = get_object_or_404(public_minutes(_network(slug)), meeting=pk)
    response = HttpResponse(minutes_paper(found.meeting, public=True), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="niederschrift-{pk}.pdf"'
    return response


def _subject(request: SignedInRequest, network: Network, kind: str, pk: int) -> Meeting | Paper | PublicMinutes:
    meetings = meetings_visible_to(request.user, network=network, on=timezone.localdate())
    if kind == "sitzung":
        return get_object_or_404(meetings, pk=pk)
    if kind == "niederschrift":
        return get_object_or_404(PublicMinutes.objects.select_related("meeting__body__network"), meeting__in=meetings,
                                 meeting=pk)  # fmt: skip
    if kind == "vorlage":
        return get_object_or_404(
            Paper.objects.select_related("item__meeting__body__network"), item__meeting__in=meetings, pk=pk
        )
    raise Http404


def _home(subject: Meeting | Paper | PublicMinutes) -> str:
    if isinstance(subject, Paper):
        return subject.item.get_absolute_url()
    return (subject.meeting if isinstance(subject, PublicMinutes) else subject).get_absolute_url()


def _network(slug: str) -> Network:
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    return network
