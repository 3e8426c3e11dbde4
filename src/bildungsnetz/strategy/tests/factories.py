"""A network with a contract in force, both sides, and a strategy; what matters for a case stands in the test."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bildungsnetz.accounts.models import User
from bildungsnetz.monitoring.models import Indicator
from bildungsnetz.monitoring.services.catalogue import define_indicator
from bildungsnetz.networks.models import Clause, FieldOfAction, Mandate, Network, Office, Role, Scope, Side
from bildungsnetz.networks.tests.factories import BERLIN, LONG_AGO, make_in_force, make_network, make_role
from bildungsnetz.partners.models import Institution
from bildungsnetz.partners.tests.factories import InstitutionFactory
from bildungsnetz.strategy.models import Goal, GoalKind, Plan, StrategyVersion
from bildungsnetz.strategy.services import agreeing, drafting, parts

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=BERLIN)
TODAY = date(2026, 11, 24)


@dataclass
class Team:
    """A network, who works in it and for which side, and what goals need."""

    network: Network
    office: User
    state: User
    municipal: User
    field: FieldOfAction
    clause: Clause
    institution: Institution
    indicator: Indicator

    def speaker(self, side: Side) -> User:
        return self.state if side == Side.STATE else self.municipal


def speaks_for(network: Network, person: User, side: Side) -> Mandate:
    office = Office.STATE_SECRETARY if side == Side.STATE else Office.COUNTY_HEAD
    return Mandate.objects.create(
        network=network, person=person, side=side, scope=Scope.STRATEGY, office=office, function="Leitung",
        began_on=LONG_AGO,
    )  # fmt: skip


def make_indicator(network: Network, office: User, code: str = "anschluss") -> Indicator:
    said = {
        "title": "Anschluss nach Klasse 10", "definition": "Anteil mit Anschluss", "unit": "SHARE",
        "numerator": "mit Anschluss", "denominator": "alle", "direction": "HIGHER", "aggregation": "RATIO",
        "source": "Beispiel", "licence": "dl-de/by-2-0", "reference_day": "15.10.",
    }  # fmt: skip
    return define_indicator(
        network=network, code=code, area="D", said=said, applies_from=LONG_AGO, by=office, at=NOW
    ).indicator


def make_team(**network: str) -> Team:
    where = make_network(**network)
    office = make_role(where, f"Jana Osterkamp {where.slug}", Role.OFFICE, Side.MUNICIPAL)
    state = make_role(where, f"Henning Voss {where.slug}", Role.STATE_SIDE, Side.STATE)
    municipal = make_role(where, f"Corinna Abel {where.slug}", Role.MUNICIPAL_SIDE, Side.MUNICIPAL)
    speaks_for(where, state, Side.STATE)
    speaks_for(where, municipal, Side.MUNICIPAL)
    contract = make_in_force(where, office)
    return Team(
        where, office, state, municipal,
        field=FieldOfAction.objects.get(network=where),
        clause=contract.clauses.filter(competence="JOINT").order_by("position").first(),
        institution=InstitutionFactory(name=f"Bildungsbüro {where.slug}", keeper=where),
        indicator=make_indicator(where, office),
    )  # fmt: skip


def make_draft(team: Team, **frame: object) -> StrategyVersion:
    version = drafting.begin_version(network=team.network, title="Gemeinsame Strategie", by=team.office, at=NOW)
    values = {"vision": "Jedes Kind findet seinen Weg.", "effective_from": TODAY, "until": date(2029, 12, 31), **frame}
    return drafting.change_frame(version=version, values=values, by=team.office, at=NOW)


def make_goal(
    team: Team,
    version: StrategyVersion,
    kind: GoalKind = GoalKind.GUIDING,
    *upper: Goal,
    title: str = "",
    **values: object,
) -> Goal:
    given = {"kind": kind, "title": title or f"Ziel {kind.lower()}", "field": team.field, "clause": team.clause}
    if kind == GoalKind.ACTION:
        given["due_on"] = date(2027, 7, 31)
    return drafting.set_goal(
        version=version, number=None, revision=0, values={**given, **values}, upper=upper,
        responsible=[team.institution], by=team.office, at=NOW,
    )  # fmt: skip


def make_plan(team: Team, version: StrategyVersion, *goals: Goal, title: str = "Sprechtag", **values: object) -> Plan:
    given = {
        "title": title, "summary": "Betriebe und Jugendliche lernen sich kennen.", "begins_on": date(2026, 12, 1),
        "ends_on": date(2027, 5, 31), "costs_planned": Decimal("1500.00"),
    }  # fmt: skip
    return drafting.set_measure(
        version=version, number=None, revision=0, values={**given, **values}, goals=goals,
        responsible=[team.institution], by=team.office, at=NOW,
    )  # fmt: skip


def make_aim(team: Team, part: Goal | Plan, **values: object) -> None:
    given = {
        "baseline_value": Decimal("0.9"), "baseline_period": "2024", "baseline_source": "Beispiel",
        "target_value": Decimal("0.95"), "target_period": "2028", **values,
    }  # fmt: skip
    parts.set_aim(part=part, indicator=team.indicator, values=given, by=team.office, at=NOW, on=TODAY)


def make_full(team: Team) -> StrategyVersion:
    """A draft with guiding, intermediate and action goal, a measure with a milestone, and aims on both sides."""
    version = make_draft(team)
    guiding = make_goal(team, version, title="Alle finden einen Anschluss")
    halfway = make_goal(team, version, GoalKind.INTERMEDIATE, guiding, title="Mehr Plätze")
    action = make_goal(team, version, GoalKind.ACTION, halfway, title="Jede Schülerin erkundet drei Berufsfelder")
    make_aim(team, action)
    plan = make_plan(team, version, action)
    make_aim(team, plan)
    parts.set_milestone(
        plan=plan, number=None, title="Einladung verschickt", due_on=date(2027, 1, 15), by=team.office, at=NOW
    )
    return StrategyVersion.objects.get(pk=version.pk)


def agree(team: Team, subject, at: datetime = NOW):
    """Put up and let both sides consent."""
    held = agreeing.put_up(subject=subject, by=team.office, at=at)
    for side in Side:
        held = agreeing.consent_to(subject=held, side=side, shown_hash=held.content_hash, by=team.speaker(side), at=at)
    return type(subject).objects.get(pk=subject.pk)
