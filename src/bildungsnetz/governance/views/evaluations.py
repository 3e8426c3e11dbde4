"""Self-evaluation: preparing, asking, answering with or without account, results, session, changes."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.accounts.models import User
from bildungsnetz.accounts.services import LinkProblem
from bildungsnetz.governance.evaluating import FEWEST
from bildungsnetz.governance.evaluation_pictures import results_over_years
from bildungsnetz.governance.forms.evaluations import (
    EXAMPLES,
    CriteriaForm,
    EvaluationForm,
    RatingsForm,
    SessionForm,
    ShortReportForm,
    StartForm,
)
from bildungsnetz.governance.forms.meetings import OrderForm
from bildungsnetz.governance.models import Asked, Evaluation, Meeting, MeetingStatus, SurveyState
from bildungsnetz.governance.permissions import runs_meetings, works_with_bodies
from bildungsnetz.governance.selectors import bodies_of, holders_on
from bildungsnetz.governance.selectors.evaluations import evaluations_of, results_of, surveys_to_answer
from bildungsnetz.governance.services import evaluations as services
from bildungsnetz.governance.services.orders import give_order
from bildungsnetz.governance.views.answering import form_page, tried
from bildungsnetz.governance.wording import worded
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible


@require_GET
@network_page(works_with_bodies)
def evaluations(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show the self-evaluations and their results over the years."""
    found = list(evaluations_of(network))
    closed = [(one, results_of(one)) for one in reversed(found) if one.state == SurveyState.CLOSED]
    context = {
        "network": network,
        "evaluations": found,
        "figure": results_over_years(closed),
        "fewest": FEWEST,
        "runs": runs_meetings(request.user, network=network, on=timezone.localdate()),
    }
    return render(request, "governance/evaluations.html", context)


@require_GET
@network_page(works_with_bodies)
def evaluation(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Show one self-evaluation: where it stands, its results, session, report and changes."""
    found, today = _evaluation(network, year), timezone.localdate()
    context = {
        "network": network,
        "evaluation": found,
        "results": results_of(found),
        "fewest": FEWEST,
        "members": holders_on(found.body, on=today).filter(is_deputy=False).count(),
        "runs": runs_meetings(request.user, network=network, on=today),
        "mine": surveys_to_answer(request.user, network=network).filter(evaluation=found).exists(),
        "orders": found.orders.select_related("owner", "institution").order_by("due_on", "pk"),
        "today": today,
    }
    return render(request, "governance/evaluation.html", context)


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def evaluation_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Prepare a self-evaluation; the criteria of the last one are offered again."""
    last = evaluations_of(network).first()
    criteria = [one.text for one in last.criteria.order_by("position")] if last else [str(one) for one in EXAMPLES]
    bodies = bodies_of(network, on=timezone.localdate())
    steering = bodies.filter(kind="STEERING_GROUP").first()
    return form_page(
        request,
        network,
        EvaluationForm(
            request.POST or None,
            bodies=bodies,
            initial={"year": timezone.localdate().year, "criteria": "\n".join(criteria), "body": steering},
        ),
        heading=_("Prepare a self-evaluation"),
        back=reverse("governance:evaluations", args=[network.slug]),
        done=_("Prepared. Nobody has been asked yet."),
        save=lambda data: services.prepare_evaluation(network=network, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def evaluation_criteria(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Change the criteria before anybody is asked."""
    found = _evaluation(network, year)
    criteria = "\n".join(one.text for one in found.criteria.order_by("position"))
    return form_page(
        request,
        network,
        CriteriaForm(request.POST or None, initial={"criteria": criteria}),
        heading=_("Change criteria"),
        back=found.get_absolute_url(),
        done=_("Saved."),
        save=lambda data: services.change_criteria(evaluation=found, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def evaluation_start(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Ask the members."""
    found = _evaluation(network, year)
    intro = _(
        "Everybody who sits in the body gets a personal link by mail. Only sums are kept, never who answered what."
    )
    return form_page(
        request,
        network,
        StartForm(request.POST or None),
        heading=_("Start the survey"),
        back=found.get_absolute_url(),
        done=_("The survey runs."),
        button=_("Start the survey"),
        intro=intro,
        save=lambda data: services.start_survey(
            evaluation=found, address=_address, by=request.user, at=timezone.now(), **data
        ),
    )


@require_POST
@network_page(runs_meetings)
def evaluation_close(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Close the survey before its last day."""
    found = _evaluation(network, year)
    tried(
        request,
        network,
        lambda: services.close_survey(evaluation=found, by=request.user, at=timezone.now()),
        done=_("The survey is closed."),
    )
    return redirect(found)


@never_cache
@require_http_methods(["GET", "POST"])
@network_page(works_with_bodies)
def evaluation_answer(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Answer with an account."""
    asked = surveys_to_answer(request.user, network=network).filter(evaluation__year=year).first()
    if asked is None:
        raise Http404
    return _answered(request, asked)


@never_cache
@require_http_methods(["GET", "POST"])
def evaluation_link(request: HttpRequest, token: str) -> HttpResponse:
    """Answer by a personal link, without account."""
    try:
        asked = services.asked_behind(token=token, at=timezone.now())
    except LinkProblem:
        raise Http404 from None
    response = _answered(request, asked)
    # The address is the key: it shall not stand in other sites' logs.
    response["Referrer-Policy"] = "same-origin"
    return response


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def evaluation_session(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Choose the meeting in which the results are talked about."""
    found = _evaluation(network, year)
    meetings = Meeting.objects.filter(body=found.body).exclude(status=MeetingStatus.CANCELLED)
    meetings = meetings.exclude(minutes_status="APPROVED").select_related("body").order_by("-starts_at")
    return form_page(
        request,
        network,
        SessionForm(request.POST or None, meetings=meetings),
        heading=_("Session about the results"),
        back=found.get_absolute_url(),
        done=_("The self-evaluation stands on the agenda of that meeting."),
        intro=_("It gets an item of its own on the agenda. If there is no meeting yet, plan one on the body's page."),
        save=lambda data: services.set_session(evaluation=found, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def evaluation_report(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Write the short report."""
    found = _evaluation(network, year)
    return form_page(
        request,
        network,
        ShortReportForm(request.POST or None, initial={"report": found.report}),
        heading=_("Short report"),
        back=found.get_absolute_url(),
        done=_("Saved."),
        save=lambda data: services.write_report(evaluation=found, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def evaluation_order(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Give a work order: something shall change because of the evaluation."""
    found = _evaluation(network, year)
    people = User.objects.filter(roles__network=network, roles__ended_on=None, is_active=True).distinct()
    return form_page(
        request,
        network,
        OrderForm(request.POST or None, people=people.order_by("full_name", "pk")),
        heading=_("What shall change"),
        back=found.get_absolute_url(),
        done=_("The order is given. It stands on every following agenda until it is done."),
        button=_("Give order"),
        save=lambda data: give_order(
            body=found.body, decision=None, evaluation=found, by=request.user, at=timezone.now(), **data
        ),
    )


def _answered(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show the criteria and count what was chosen."""
    survey = asked.evaluation
    sent = request.POST if request.method == "POST" else None
    form, done = RatingsForm(sent, evaluation=survey), asked.has_answered
    if form.is_bound and form.is_valid() and not done:
        try:
            services.answer_survey(asked=asked, ratings=form.ratings, at=timezone.now())
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=survey.network))
        else:
            done = True
    context = {"evaluation": survey, "form": form, "done": done, "fewest": FEWEST}
    status = 422 if form.is_bound and not done else 200
    return render(request, "governance/evaluation_answer.html", context, status=status)


def _evaluation(network: Network, year: int) -> Evaluation:
    found = evaluations_of(network).filter(year=year).first()
    if found is None:
        raise Http404
    return found


def _address(token: str) -> str:
    return str(settings.PUBLIC_URL + reverse("governance:evaluation_link", args=[token]))
