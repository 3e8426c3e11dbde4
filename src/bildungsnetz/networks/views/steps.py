"""Where a version stands, as the steps a reader sees."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bildungsnetz.networks.models import ContractVersion, VersionStatus

DONE, CURRENT, OPEN = "done", "current", "open"


def steps_of(version: ContractVersion) -> list[dict[str, str]]:
    """Return draft, council decision, put up, consents and in force, each with note and state."""
    status = VersionStatus(version.status)
    drafted = status != VersionStatus.DRAFT
    agreed = version.agreed_at is not None and status not in (VersionStatus.PUT_UP, VersionStatus.NOT_AGREED)
    in_force = status in (VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED, VersionStatus.ENDED)
    council = DONE if version.council_decided_on else OPEN
    return [
        _step(_("Draft"), _on(timezone.localdate(version.created_at)), DONE if drafted else CURRENT),
        _step(_("Decision of the council"), _on(version.council_decided_on), council),
        _step(pgettext("step", "Put up for consent"), _moment(version), DONE if drafted else OPEN),
        _step(_("Consent of both sides"), _consents(version), DONE if agreed else CURRENT if drafted else OPEN),
        _step(_("In force"), _on(version.effective_from), DONE if in_force else CURRENT if agreed else OPEN),
    ]


def _step(label: str, note: str, state: str) -> dict[str, str]:
    return {"label": label, "note": note, "state": state}


def _on(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _moment(version: ContractVersion) -> str:
    return _on(timezone.localdate(version.put_up_at)) if version.put_up_at else ""


def _consents(version: ContractVersion) -> str:
    if version.status == VersionStatus.NOT_AGREED:
        return _("not agreed")
    missing = [not version.state_hash, not version.municipal_hash]
    if version.status == VersionStatus.DRAFT:
        return ""
    return _("both sides") if not any(missing) else _("both missing") if all(missing) else _("one side missing")
