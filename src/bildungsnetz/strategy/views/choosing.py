"""Proposals for fields of action, their rating by each side, and the choice."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network, Side, VersionStatus
from bildungsnetz.strategy import permissions
from bildungsnetz.strategy.consenting import consent_context
from bildungsnetz.strategy.forms.choosing import ChoiceForm, DraftChoiceForm, ProposalForm, RatingForm
from bildungsnetz.strategy.forms.consent import StrategyConsentForm
from bildungsnetz.strategy.models import ProposalState, Rating
from bildungsnetz.strategy.selectors.proposals import proposals_of, ratings_seen
from bildungsnetz.strategy.services import choosing as services
from bildungsnetz.strategy.views.answering import attempt, choice_here, form_page, proposal_here

TAGS = {ProposalState.OPEN: "running", ProposalState.CHOSEN: "done", ProposalState.NOT_CHOSEN: "unknown"}


@require_GET
@network_page(permissions.works_on_strategy)
def proposals(request: SignedInRequest, network: Network) -> HttpResponse:
    """List the proposals with where they stand."""
    today = timezone.localdate()
    context = {
        "network": network,
        "proposals": [(one, TAGS[ProposalState(one.state)]) for one in proposals_of(network)],
        "writes": permissions.writes_strategy(request.user, network=network, on=today),
    }
    return render(request, "strategy/proposals.html", context)


@require_GET
@network_page(permissions.works_on_strategy)
def proposal(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Show a proposal; the other side's rating only when both are laid open."""
    found = proposal_here(network, pk)
    today = timezone.localdate()
    side = permissions.rates_for(request.user, network=network, on=today)
    ratings = ratings_seen(found, side=side)
    mine = next((one for one in ratings if one.side == side), None)
    both = len([one for one in ratings if one.laid_open_at]) == len(Side)
    context = {
        "network": network,
        "proposal": found,
        "tag_kind": TAGS[ProposalState(found.state)],
        "ratings": ratings,
        "rows": _compared(ratings) if both else [],
        "side": side,
        "mine": mine,
        "open": found.state == ProposalState.OPEN,
        "lines": found.lines.select_related("version__network").filter(
            version__status__in=[VersionStatus.IN_FORCE, VersionStatus.PUT_UP]
        ),
        "writes": permissions.writes_strategy(request.user, network=network, on=today),
    }
    return render(request, "strategy/proposal.html", context)


@require_http_methods(["GET", "POST"])
@network_page(permissions.works_on_strategy)
def proposal_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Propose a field of action."""
    back = reverse("strategy:proposals", args=[network.slug])
    return form_page(
        request, network, ProposalForm(request.POST or None, network=network, on=timezone.localdate()),
        heading=_("Propose field of action"), back=back, done=_("The proposal is entered. Both sides can rate it now."),
        crumbs=((_("Proposals"), back),),
        save=lambda data: services.propose(
            network=network, values=data, by=request.user, at=timezone.now()
        ).get_absolute_url(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def proposal_change(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Change an open proposal."""
    found = proposal_here(network, pk)
    names = ("title", "need", "evidence", "figures", "clause", "competence_note", "body", "institution", "follows")
    initial = {name: getattr(found, name) for name in names}
    return form_page(
        request, network,
        ProposalForm(request.POST or None, network=network, on=timezone.localdate(), initial=initial),
        heading=_("Change proposal"), back=found.get_absolute_url(), done=_("Saved."),
        crumbs=((found.title, found.get_absolute_url()),),
        save=lambda data: services.change_proposal(
            proposal=found, values=data, by=request.user, at=timezone.now()
        ) and None,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(permissions.may_rate)
def rating(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Rate a proposal for one's side."""
    found, side = proposal_here(network, pk), _side(request, network)
    before = Rating.objects.filter(proposal=found, side=side).first()
    names = ("need", "influence", "feasibility", "reason")
    initial = {name: getattr(before, name) for name in names} if before else {}
    return form_page(
        request, network, RatingForm(request.POST or None, initial=initial),
        heading=_("Rate: %(title)s") % {"title": found.title}, back=found.get_absolute_url(),
        intro=_("Only your side sees this rating until both sides have laid theirs open."),
        done=_("Saved. The other side does not see it yet."), crumbs=((found.title, found.get_absolute_url()),),
        save=lambda data: services.rate(proposal=found, side=side, values=data, by=request.user, at=timezone.now()),
    )  # fmt: skip


@require_POST
@network_page(permissions.may_rate)
def lay_open(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Lay the rating of one's side open."""
    found, side = proposal_here(network, pk), _side(request, network)
    attempt(
        request, network, lambda: services.lay_open(proposal=found, side=side, by=request.user, at=timezone.now()),
        done=_("Your side's rating is laid open. Both are shown once both are."),
    )  # fmt: skip
    return redirect(found)


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def choice_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Draft a choice among the open proposals."""
    return form_page(
        request, network, DraftChoiceForm(request.POST or None),
        heading=_("Prepare choice"), back=reverse("strategy:proposals", args=[network.slug]),
        done=_("The choice is drafted with all open proposals."),
        save=lambda data: reverse("strategy:choice_change", args=[network.slug, services.draft_choice(
            network=network, by=request.user, at=timezone.now(), **data
        ).number]),
    )  # fmt: skip


@require_GET
@network_page(permissions.reads_strategy)
def choice(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Show a choice with reasons and both consents."""
    found, today = choice_here(request, network, number), timezone.localdate()
    mandate = permissions.strategy_mandate(request.user, network=network, on=today)
    context = {
        "network": network,
        "choice": found,
        "lines": found.lines.select_related("proposal__network").order_by("position"),
        "writes": permissions.writes_strategy(request.user, network=network, on=today),
        "works": permissions.works_on_strategy(request.user, network=network, on=today),
        "form": StrategyConsentForm(initial={"shown_hash": found.content_hash}),
        **consent_context(found, mandate=mandate, on=today),
    }
    return render(request, "strategy/choice.html", context)


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def choice_change(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Say what is chosen and why."""
    found = choice_here(request, network, number)
    initial = {"title": found.title, "reasons": found.reasons}
    form = ChoiceForm(request.POST or None, lines=found.lines.order_by("position"), initial=initial)
    return form_page(
        request, network, form, heading=_("Write choice"), back=found.get_absolute_url(), done=_("Saved."),
        crumbs=((found.title, found.get_absolute_url()),),
        save=lambda data: services.set_choice(
            choice=found, title=data["title"], reasons=data["reasons"], lines=form.lines(), by=request.user,
            at=timezone.now(),
        ),
    )  # fmt: skip


def _side(request: SignedInRequest, network: Network) -> Side:
    side = permissions.rates_for(request.user, network=network, on=timezone.localdate())
    if side is None:
        raise Http404
    return side


def _compared(ratings: list[Rating]) -> list[dict[str, object]]:
    by_side = {one.side: one for one in ratings}
    state, municipal = by_side[Side.STATE], by_side[Side.MUNICIPAL]
    rows = []
    for name in ("need", "influence", "feasibility"):
        first, second = getattr(state, name), getattr(municipal, name)
        rows.append({
            "what": Rating.words_of(name),
            "state": first, "municipal": second, "agree": abs(first - second) <= 1,
        })  # fmt: skip
    return rows
