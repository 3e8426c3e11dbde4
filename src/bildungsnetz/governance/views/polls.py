"""Finding a date: a table of words, filled by each member with radio buttons."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.governance.forms.work import PollForm
from bildungsnetz.governance.models import Holder, Meeting, Poll, PollOption, PollWord
from bildungsnetz.governance.permissions import runs_meetings, sits_in_body, works_with_bodies
from bildungsnetz.governance.selectors import possible_dates
from bildungsnetz.governance.services import polls as services
from bildungsnetz.governance.views.answering import body_here, form_page, tried
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def poll_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Ask a body which date suits."""
    body = body_here(network, pk)
    return form_page(
        request,
        network,
        PollForm(request.POST or None, initial={"title": body.name}),
        heading=_("Find a date: %(body)s") % {"body": body.name},
        back=body.get_absolute_url(),
        done=_("The members are asked."),
        save=lambda data: services.open_poll(body=body, by=request.user, at=timezone.now(), **data),
    )


@require_GET
@network_page(works_with_bodies)
def poll(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Show the dates, the ones that suit all chairs first; answer for oneself, or as the office for anybody."""
    found = _poll(request, network, pk)
    today = timezone.localdate()
    holders, dates = possible_dates(found, on=today)
    runs = runs_meetings(request.user, network=network, on=today)
    wanted = request.GET.get("mitglied", "")
    mine = [holder for holder in holders if holder.person_id == request.user.pk]
    if runs and wanted.isdecimal():
        mine = [holder for holder in holders if holder.pk == int(wanted)] or mine
    here = mine[0] if mine else None
    context = {
        "network": network,
        "body": found.body,
        "poll": found,
        "holders": holders,
        "rows": [(date, [(holder, _word(date.words[holder.pk])) for holder in holders]) for date in dates],
        "choices": PollWord.choices,
        "holder": here,
        "answers": sorted(
            ((date.option, date.words[here.pk]) for date in dates), key=lambda row: row[0].starts_at
        ) if here else [],
        "runs": runs,
    }  # fmt: skip
    return render(request, "governance/poll.html", context)


@require_POST
@network_page(works_with_bodies)
def poll_answer(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note one member's words: one's own, or as the office what somebody said on the telephone."""
    found, today = _poll(request, network, pk), timezone.localdate()
    wanted = request.POST.get("holder", "")
    holders, dates = possible_dates(found, on=today)
    holder: Holder | None = next((one for one in holders if str(one.pk) == wanted), None)
    runs = runs_meetings(request.user, network=network, on=today)
    if holder is None or (holder.person_id != request.user.pk and not runs):
        raise Http404
    words = {
        date.option.pk: PollWord(word)
        for date in dates
        if (word := request.POST.get(f"word-{date.option.pk}", "")) in PollWord.values
    }
    tried(
        request,
        network,
        lambda: services.answer_poll(poll=found, holder=holder, words=words, by=request.user, at=timezone.now()),
        done=_("Your answer is noted."),
    )
    return redirect(found)


@require_POST
@network_page(runs_meetings)
def poll_choose(request: SignedInRequest, network: Network, pk: int, option: int) -> HttpResponse:
    """Make the chosen date a meeting."""
    found = _poll(request, network, pk)
    chosen = get_object_or_404(PollOption.objects.select_related("poll__body__network"), poll=found, pk=option)
    planned: list[Meeting] = []
    tried(
        request,
        network,
        lambda: planned.append(services.choose_date(option=chosen, by=request.user, at=timezone.now())),
        done=_("The meeting is planned. Open orders stand on its agenda."),
    )
    return redirect(planned[0] if planned else found)


def _poll(request: SignedInRequest, network: Network, pk: int) -> Poll:
    today = timezone.localdate()
    found = get_object_or_404(Poll.objects.select_related("body__network"), body__network=network, pk=pk)
    if sits_in_body(request.user, body=found.body, on=today) or runs_meetings(request.user, network=network, on=today):
        return found
    raise Http404


def _word(value: str) -> str:
    return str(PollWord(value).label) if value else "–"
