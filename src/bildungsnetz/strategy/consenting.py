"""The two cards of a consent to the strategy, the same for choices, versions and annual reports."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from bildungsnetz.networks.content_hash import grouped
from bildungsnetz.networks.models import Consent, ConsentStatus, Mandate, Office, Scope, Side, VersionStatus
from bildungsnetz.networks.selectors.people import mandates_for
from bildungsnetz.networks.selectors.work import consents_of
from bildungsnetz.strategy.models import AnnualReport, FieldChoice, StrategyVersion

Subject = FieldChoice | StrategyVersion | AnnualReport
TAG_KINDS = {
    VersionStatus.DRAFT: "neutral",
    VersionStatus.PUT_UP: "needs",
    VersionStatus.AGREED: "running",
    VersionStatus.IN_FORCE: "done",
    VersionStatus.SUPERSEDED: "unknown",
    VersionStatus.ENDED: "unknown",
    VersionStatus.NOT_AGREED: "blocked",
}
PAGES: dict[type[object], str] = {FieldChoice: "choice", StrategyVersion: "version", AnnualReport: "report"}


def tag_of(subject: Subject) -> tuple[str, str]:
    """Return look and words of the tag that says where a subject stands."""
    return TAG_KINDS[VersionStatus(subject.status)], str(subject.get_status_display())


def address_of(subject: Subject, act: str) -> str:
    """Return the address of a step with a subject (consent, refuse, withdraw, put_up, take_back)."""
    return reverse(f"strategy:{PAGES[type(subject)]}_{act}", args=[subject.network.slug, subject.number])


def consent_context(subject: Subject, *, mandate: Mandate | None, on: date) -> dict[str, Any]:
    """Return what the page of a subject shows about consent; three queries."""
    history = list(consents_of(subject))
    kind, words = tag_of(subject)
    return {
        "subject": subject,
        "cards": [_card(side, subject, history, mandate, on) for side in Side],
        "history": history,
        "checksum": grouped(subject.content_hash),
        "mandate": mandate,
        "put_up": subject.status == VersionStatus.PUT_UP,
        "can_withdraw": subject.status in (VersionStatus.PUT_UP, VersionStatus.AGREED),
        "is_draft": subject.status == VersionStatus.DRAFT,
        "tag_kind": kind,
        "tag_words": words,
        **{f"{act}_url": address_of(subject, act) for act in ("consent", "refuse", "withdraw", "put_up", "take_back")},
    }


def _card(
    side: Side, subject: Subject, history: Iterable[Consent], mandate: Mandate | None, on: date
) -> dict[str, Any]:
    words = [word for word in history if word.side == side]
    given = next((word for word in words if word.status == ConsentStatus.GIVEN), None)
    return {
        "side": side,
        "given": given,
        "office": Office(given.office).label if given else "",
        "refused": next((word for word in words if word.status == ConsentStatus.REFUSED), None),
        "able": mandates_for(network=subject.network, side=side, scope=Scope.STRATEGY, on=on),
        "mine": mandate is not None and mandate.side == side,
    }
