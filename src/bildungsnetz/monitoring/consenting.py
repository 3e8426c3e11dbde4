"""The two cards of a consent to figures, the same for releases and editions."""

from datetime import date
from typing import Any

from bildungsnetz.monitoring.models import Release, ReportEdition
from bildungsnetz.monitoring.selectors.releases import consents_to
from bildungsnetz.networks.content_hash import grouped
from bildungsnetz.networks.models import ConsentStatus, Mandate, Office, Scope, Side, VersionStatus
from bildungsnetz.networks.selectors.people import mandates_for

TAG_KINDS = {
    VersionStatus.DRAFT: "neutral",
    VersionStatus.PUT_UP: "needs",
    VersionStatus.AGREED: "running",
    VersionStatus.IN_FORCE: "done",
    VersionStatus.SUPERSEDED: "unknown",
    VersionStatus.NOT_AGREED: "blocked",
}


def consent_context(subject: Release | ReportEdition, *, mandate: Mandate | None, on: date) -> dict[str, Any]:
    """Return what the page of a subject shows about consent; three queries."""
    history = list(consents_to(subject.subject_type, subject.pk))
    return {
        "cards": [_card(side, subject, history, mandate, on) for side in Side],
        "history": history,
        "checksum": grouped(subject.content_hash),
        "mandate": mandate,
        "put_up": subject.status == VersionStatus.PUT_UP,
        "can_withdraw": subject.status in (VersionStatus.PUT_UP, VersionStatus.AGREED),
        "is_draft": subject.status == VersionStatus.DRAFT,
        "tag_kind": TAG_KINDS.get(VersionStatus(subject.status), "neutral"),
    }


def _card(
    side: Side, subject: Release | ReportEdition, history: list[Any], mandate: Mandate | None, on: date
) -> dict[str, Any]:
    words = [word for word in history if word.side == side]
    given = next((word for word in words if word.status == ConsentStatus.GIVEN), None)
    return {
        "side": side,
        "given": given,
        "office": Office(given.office).label if given else "",
        "refused": next((word for word in words if word.status == ConsentStatus.REFUSED), None),
        "able": mandates_for(network=subject.network, side=side, scope=Scope.RELEASES, on=on),
        "mine": mandate is not None and mandate.side == side,
    }
