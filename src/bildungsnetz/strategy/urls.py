"""Addresses of the strategy."""

from django.urls import URLPattern, path

from bildungsnetz.strategy.views import chain, choosing, consent, goals, measures, overview, parts, version

app_name = "strategy"
STRATEGY = "<slug:slug>/strategie"
PROPOSALS = f"{STRATEGY}/vorschlaege"
CHOICES = f"{STRATEGY}/auswahl"
VERSIONS = f"{STRATEGY}/fassungen"
VERSION = f"{VERSIONS}/<int:version>"
GOAL = f"{VERSION}/ziele/<int:number>"
PLAN = f"{VERSION}/massnahmen/<int:number>"
MEASURE = "<slug:slug>/massnahmen/<int:number>"


def consenting(base: str, kind: str) -> list[URLPattern]:
    """Return the addresses of everything that leads to the consent of both sides, for one kind of subject."""
    steps = (
        ("vorlegen", consent.put_up, "put_up"),
        ("zurueckholen", consent.take_back, "take_back"),
        ("zustimmung", consent.consent, "consent"),
        ("nicht-zustimmen", consent.refuse, "refuse"),
        ("zuruecknehmen", consent.withdraw, "withdraw"),
    )
    return [
        path(f"{base}/<int:number>/{word}", view, {"kind": kind}, name=f"{kind}_{name}") for word, view, name in steps
    ]


urlpatterns = [
    path(STRATEGY, overview.overview, name="overview"),
    path(PROPOSALS, choosing.proposals, name="proposals"),
    path(f"{PROPOSALS}/neu", choosing.proposal_new, name="proposal_new"),
    path(f"{PROPOSALS}/<int:pk>", choosing.proposal, name="proposal"),
    path(f"{PROPOSALS}/<int:pk>/bearbeiten", choosing.proposal_change, name="proposal_change"),
    path(f"{PROPOSALS}/<int:pk>/bewertung", choosing.rating, name="rating"),
    path(f"{PROPOSALS}/<int:pk>/bewertung/offenlegen", choosing.lay_open, name="lay_open"),
    path(f"{CHOICES}/neu", choosing.choice_new, name="choice_new"),
    path(f"{CHOICES}/<int:number>", choosing.choice, name="choice"),
    path(f"{CHOICES}/<int:number>/bearbeiten", choosing.choice_change, name="choice_change"),
    *consenting(CHOICES, "choice"),
    path(f"{VERSIONS}/neu", version.version_new, name="version_new"),
    path(f"{VERSIONS}/<int:number>", version.version, name="version"),
    path(f"{VERSIONS}/<int:number>/rahmen", version.frame, name="frame"),
    path(f"{VERSIONS}/<int:number>/neue-fassung", version.version_next, name="version_next"),
    path(f"{VERSIONS}/<int:number>/loeschen", version.version_delete, name="version_delete"),
    path(f"{VERSIONS}/<int:number>/vergleich", version.comparison, name="comparison"),
    *consenting(VERSIONS, "version"),
    path(f"{VERSION}/ziele/neu", goals.goal_new, name="goal_new"),
    path(GOAL, goals.goal, name="goal"),
    path(f"{GOAL}/bearbeiten", goals.goal_change, name="goal_change"),
    path(f"{GOAL}/herausnehmen", goals.goal_remove, name="goal_remove"),
    path(f"{GOAL}/kennzahl", parts.goal_aim, name="goal_aim"),
    path(f"{VERSION}/massnahmen/neu", goals.plan_new, name="plan_new"),
    path(f"{PLAN}/bearbeiten", goals.plan_change, name="plan_change"),
    path(f"{PLAN}/herausnehmen", goals.plan_remove, name="plan_remove"),
    path(f"{PLAN}/kennzahl", parts.plan_aim, name="plan_aim"),
    path(f"{PLAN}/meilenstein", parts.milestone_new, name="milestone_new"),
    path(f"{PLAN}/abhaengigkeiten", parts.waiting, name="waiting"),
    path(f"{PLAN}/stelle", parts.share, name="share"),
    path(f"{VERSION}/teile/<slug:kind>/<int:pk>/herausnehmen", parts.part_remove, name="part_remove"),
    path(f"{VERSION}/texte/<int:pk>/erledigt", goals.settle, name="settle"),
    path(f"{STRATEGY}/felder/<slug:field>", chain.field, name="field"),
    path("<slug:slug>/arbeitsprogramm/<int:year>", chain.programme, name="programme"),
    path(MEASURE, measures.measure, name="measure"),
    path(f"{MEASURE}/sachstand", measures.status, name="status"),
    path(f"{MEASURE}/meilensteine/<int:milestone>", measures.milestone, name="milestone"),
    path(f"{MEASURE}/kosten", measures.cost, name="cost"),
    path(f"{MEASURE}/beschluss", measures.decision, name="decision_tie"),
    path(f"{MEASURE}/abschluss", measures.close, name="close"),
]
