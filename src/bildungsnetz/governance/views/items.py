"""One item of the agenda: wording, consent of the sides or votes, and the orders that follow."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.forms.meetings import NewWordingForm, OrderForm, ReasonForm, VotesForm, WordingForm
from bildungsnetz.governance.models import Decision, MinutesStatus, TextState
from bildungsnetz.governance.permissions import decision_mandate, may_clear, runs_meetings, works_with_bodies
from bildungsnetz.governance.rules import RuleKind, Votes
from bildungsnetz.governance.services import decisions as services
from bildungsnetz.governance.services.orders import give_order
from bildungsnetz.governance.views.answering import decision_here, form_page, item_here, tried
from bildungsnetz.governance.views.meetings import meeting_context
from bildungsnetz.governance.wording import decision_sentence, decision_tag
from bildungsnetz.networks.content_hash import grouped
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Consent, ConsentStatus, Mandate, Network, Office, Scope, Side, VersionStatus
from bildungsnetz.networks.selectors.people import mandates_for


@require_GET
@network_page(works_with_bodies)
def item(request: SignedInRequest, network: Network, pk: int, position: int) -> HttpResponse:
    """Show an item with its decisions, both sides' cards, and what follows."""
    found = item_here(request, network, pk, position)
    context = meeting_context(request, network, found.meeting)
    items = [row for row, _tags in context["items"]]
    here = next(row for row in items if row.pk == found.pk)
    mandate = decision_mandate(request.user, network=network, on=timezone.localdate())
    following = [row for row in items if row.position > here.position]
    context |= {
        "item": here,
        "decisions": [_shown(decision, mandate) for decision in here.decisions.all()],
        "mandate": mandate,
        "clears": may_clear(request.user, network=network, on=timezone.localdate()),
        "following": following[0] if following else None,
        "beside": here.texts.filter(state=TextState.BESIDE).exists() if context["runs"] else False,
        "writable": found.meeting.minutes_status == MinutesStatus.OPEN,
    }
    return render(request, "governance/item.html", context)


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def wording_new(request: SignedInRequest, network: Network, pk: int, position: int) -> HttpResponse:
    """Fix a wording under an item."""
    found = item_here(request, network, pk, position)
    body = found.meeting.body
    return form_page(
        request,
        network,
        NewWordingForm(
            request.POST or None, initial={"title": found.title, "is_recommendation": body.kind == "CONFERENCE"}
        ),
        heading=_("Fix wording"),
        back=found.get_absolute_url(),
        done=_("The wording is fixed."),
        button=_("Fix wording"),
        body=body.name,
        save=lambda data: services.fix_wording(item=found, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def wording_change(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Change a wording; the page says whose consent becomes void."""
    decision = decision_here(request, network, pk)
    given = [str(side.label) for side in Side if decision.hash_of(side)]
    warning = _("This makes the consent void of: %(sides)s.") % {"sides": ", ".join(given)} if given else ""
    initial = {name: getattr(decision, name) for name in WordingForm.base_fields}
    return form_page(
        request,
        network,
        WordingForm(request.POST or None, initial=initial),
        heading=_("Change wording"),
        back=decision.get_absolute_url(),
        done=_("The wording is changed."),
        intro=warning,
        save=lambda data: services.change_wording(decision=decision, by=request.user, at=timezone.now(), **data),
    )


@require_POST
@network_page(works_with_bodies)
def consent(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Consent for one's side to the wording one was shown."""
    decision, mandate = decision_here(request, network, pk), _mandate(request, network)
    if not request.POST.get("has_read"):
        messages.error(request, _("Please tick the box if you want to consent."))
        return redirect(decision)
    tried(
        request,
        network,
        lambda: services.consent_to(
            decision=decision,
            side=Side(mandate.side),
            shown_hash=request.POST.get("shown_hash", ""),
            by=request.user,
            at=timezone.now(),
        ),
        done=_("Your consent is recorded."),
    )
    return redirect(decision)


@require_http_methods(["GET", "POST"])
@network_page(works_with_bodies)
def refuse(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Refuse consent with a reason."""
    return _with_reason(request, network, pk, heading=_("Do not consent"), act=services.refuse)


@require_http_methods(["GET", "POST"])
@network_page(works_with_bodies)
def withdraw(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Take consent back with a reason, until the minutes are approved."""
    return _with_reason(request, network, pk, heading=_("Withdraw consent"), act=services.withdraw)


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def votes(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Count the votes of a body that decides by majority."""
    decision = decision_here(request, network, pk)
    return form_page(
        request,
        network,
        VotesForm(request.POST or None),
        heading=_("Count votes"),
        back=decision.get_absolute_url(),
        done=_("The votes are recorded."),
        body=decision.item.meeting.body.name,
        save=lambda data: services.count_votes(
            decision=decision, votes=Votes(**data), by=request.user, at=timezone.now()
        ),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def order_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Give a work order that follows from a decision."""
    decision = decision_here(request, network, pk)
    people = User.objects.filter(roles__network=network, roles__ended_on=None, is_active=True).distinct()
    return form_page(
        request,
        network,
        OrderForm(request.POST or None, people=people.order_by("full_name", "pk"), initial={"title": decision.title}),
        heading=_("Give order"),
        back=decision.get_absolute_url(),
        done=_("The order is given. It stands on every following agenda until it is done."),
        button=_("Give order"),
        save=lambda data: give_order(
            body=decision.item.meeting.body, decision=decision, by=request.user, at=timezone.now(), **data
        ),
    )


def _with_reason(request: SignedInRequest, network: Network, pk: int, *, heading: str, act: Any) -> HttpResponse:
    decision, mandate = decision_here(request, network, pk), _mandate(request, network)
    return form_page(
        request,
        network,
        ReasonForm(request.POST or None),
        heading=heading,
        back=decision.get_absolute_url(),
        done=_("Recorded. Both sides can read your reason."),
        button=heading,
        save=lambda data: act(decision=decision, side=Side(mandate.side), by=request.user, at=timezone.now(), **data),
    )


def _mandate(request: SignedInRequest, network: Network) -> Mandate:
    mandate = decision_mandate(request.user, network=network, on=timezone.localdate())
    if mandate is None:
        raise Http404
    return mandate


def _shown(decision: Decision, mandate: Mandate | None) -> dict[str, Any]:
    """Gather what stands below a wording: the tag, the sentence, both cards or the votes."""
    by_consensus = decision.rule == RuleKind.CONSENSUS.value
    words = (
        list(
            Consent.objects.filter(subject_type=decision.subject_type, subject_id=decision.pk)
            .select_related("given_by")
            .order_by("-given_at", "-pk")
        )
        if by_consensus
        else []
    )
    return {
        "decision": decision,
        "tag": decision_tag(decision),
        "sentence": decision_sentence(decision),
        "by_consensus": by_consensus,
        "cards": [_card(side, decision, words, mandate) for side in Side] if by_consensus else [],
        "checksum": grouped(decision.content_hash[:12]),
        "adopted": services.is_adopted(decision),
        "can_change": not decision.outcome and decision.status in (VersionStatus.PUT_UP, VersionStatus.AGREED),
        "final": services.is_final(decision),
    }


def _card(side: Side, decision: Decision, words: list[Consent], mandate: Mandate | None) -> dict[str, Any]:
    """Gather what stands on one side's card: who consented and when, or who may."""
    of_side = [word for word in words if word.side == side]
    given = next((word for word in of_side if word.status == ConsentStatus.GIVEN), None)
    refused = next((word for word in of_side if word.status == ConsentStatus.REFUSED), None)
    open_card = given is None and refused is None
    return {
        "side": side,
        "given": given,
        "refused": refused,
        "office": Office(given.office).label if given else "",
        "able": mandates_for(network=decision.network, side=side, scope=Scope.DECISIONS, on=timezone.localdate())
        if open_card
        else [],
        "mine": mandate is not None and mandate.side == side,
    }
