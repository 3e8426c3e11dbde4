"""What stands in a network of the table about its strategy: a proposal, a choice and a version, both drafts."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from bildungsnetz.monitoring.models import Indicator
from bildungsnetz.networks.models import FieldOfAction, Mandate, Office, Scope, Side
from bildungsnetz.strategy.models import KeptText
from bildungsnetz.strategy.services import choosing, drafting, parts
from tests.access.place import Place

LONG_AGO = date(2010, 1, 1)


def plant_strategy(place: Place) -> None:
    """Plant a proposal, a drafted choice, and a drafted version with a goal, a measure and a text set aside."""
    by, now, network = place.people["office"], timezone.now(), place.network
    word, inside = place.words.draft, place.words.inside
    for side, name, office in (
        (Side.STATE, "state speaker", Office.STATE_SECRETARY),
        (Side.MUNICIPAL, "municipal speaker", Office.COUNTY_HEAD),
    ):
        Mandate.objects.create(
            network=network, person=place.people[name], side=side, scope=Scope.STRATEGY, office=office,
            function="Leitung", began_on=LONG_AGO,
        )  # fmt: skip
    proposal = choosing.propose(network=network, values={"title": f"Feld {inside}", "need": inside}, by=by, at=now)
    choosing.draft_choice(network=network, title=f"Auswahl {word}", by=by, at=now)
    version = drafting.begin_version(network=network, title=f"Strategie {word}", by=by, at=now)
    field, _created = FieldOfAction.objects.get_or_create(
        network=network, slug="feld", defaults={"name": "Feld", "began_on": LONG_AGO}
    )
    goal = drafting.set_goal(
        version=version, number=None, revision=0, values={"kind": "ACTION", "title": f"Ziel {word}", "field": field},
        upper=[], responsible=[], by=by, at=now,
    )  # fmt: skip
    plan = drafting.set_measure(
        version=version, number=None, revision=0, goals=[goal], responsible=[], by=by, at=now,
        values={
            "title": f"Maßnahme {word}", "summary": word, "begins_on": LONG_AGO, "ends_on": date(2040, 1, 1),
            "costs_planned": Decimal(1),
        },
    )  # fmt: skip
    parts.set_milestone(plan=plan, number=None, title=f"Stein {word}", due_on=LONG_AGO, by=by, at=now)
    aim = parts.set_aim(
        part=goal, indicator=Indicator.objects.order_by("pk").first(), values={}, by=by, at=now, on=timezone.localdate()
    )
    kept = KeptText.objects.create(
        version=version, part="goal", number=goal.number, revision=1, texts={"title": word}, written_by=by,
        written_at=now,
    )  # fmt: skip
    place.keys |= {
        "proposal": proposal.pk, "strategy": version.number, "goal": goal.number, "measure": plan.measure.number,
        "aim": aim.pk, "kept text": kept.pk, "milestone": 1, "choice": 1, "programme year": now.year,
    }  # fmt: skip
