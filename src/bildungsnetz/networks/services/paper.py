"""A contract version as PDF/UA and PDF/A, with the record of both consents as annex."""

import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format

from bildungsnetz.documents.services import SealKeyUnusable, render_pdf, seal_configured, seal_pdf
from bildungsnetz.networks.models import (
    Competence,
    Consent,
    ConsentStatus,
    ContractVersion,
    Office,
    Side,
    VersionStatus,
)
from bildungsnetz.networks.selectors.work import consents_of

logger = logging.getLogger(__name__)
TEMPLATE = Path(__file__).parent.parent / "typst" / "contract.typ"


def contract_paper(*, version: ContractVersion, at: datetime, with_names: bool = True) -> bytes:
    """Render a version in German, the language of the contract; sealed if the operator has a key.

    ``with_names``: whether the record names the people who consented; the public reads their offices only.

    The same version with the same consents gives the same bytes until the seal: creation time is that of the text.
    """
    with translation.override("de"):
        pdf = render_pdf(
            template=TEMPLATE,
            data=_data(version, with_names=with_names),
            title=f"{version.title}, Fassung {version.number}",
            language="de",
            at=version.agreed_at or version.put_up_at or version.created_at,
            publisher=f"Bildungsnetz {version.network.name}",
        )
    if not seal_configured():
        return pdf
    try:
        return seal_pdf(pdf=pdf, reason=f"{version.title}, Fassung {version.number}", at=at).pdf
    except SealKeyUnusable:
        # Reading a contract must not depend on the operator's certificate; "bildungsnetz check" names the problem.
        logger.exception("contract left unsealed version=%s", version.pk)
        return pdf


def _data(version: ContractVersion, *, with_names: bool) -> dict[str, Any]:
    return {
        "title": version.title,
        "number": version.number,
        "network": version.network.name,
        "state": VersionStatus(version.status).label,
        "binding": version.agreed_at is not None,
        "parties": [version.state_party, version.municipal_party],
        "legal_basis": version.get_legal_basis_display(),
        "facts": _facts(version),
        "clauses": [
            {"heading": f"§ {clause.position} {clause.heading}", "text": clause.text, "owner": competence(clause)}
            for clause in version.clauses.order_by("position")
        ],
        "fields": [
            {"name": field.name, "text": field.description, "owner": competence(field)}
            for field in version.fields.order_by("position")
        ],
        "consents": [_consent(side, version, with_names=with_names) for side in Side],
        "checksum": version.content_hash,
    }


def competence(part: Any) -> str:
    """Word who is in charge of a clause or field."""
    if part.competence == Competence.JOINT:
        return str(Competence.JOINT.label)
    return f"{Competence.STAYS.label}: {part.get_stays_with_display()}"


def _facts(version: ContractVersion) -> list[tuple[str, str]]:
    facts = [
        ("Land", version.state_party),
        ("Kommune", version.municipal_party),
        ("Rechtsgrundlage", str(version.get_legal_basis_display())),
        ("Stand", str(VersionStatus(version.status).label)),
    ]
    if version.council_decided_on:
        facts.append(("Beschluss des Kreistags oder Rats", date_format(version.council_decided_on, "d.m.Y")))
    if version.signed_on:
        facts.append(("Unterzeichnet", date_format(version.signed_on, "d.m.Y")))
    if version.effective_from:
        facts.append(("In Kraft ab", date_format(version.effective_from, "d.m.Y")))
    return facts


def _consent(side: Side, version: ContractVersion, *, with_names: bool) -> dict[str, Any]:
    heading = str(side.label)
    given = consents_of(version).filter(side=side, status=ConsentStatus.GIVEN).first()
    if given is None:
        return {"side": side.value, "heading": heading, "missing": "Zustimmung offen"}
    lines = [
        ("Zustimmung", f"{date_format(timezone.localtime(given.given_at), 'd.m.Y, H:i')} Uhr"),
        *_who(given, with_names=with_names),
    ]
    return {"side": side.value, "heading": heading, "lines": lines}


def _who(given: Consent, *, with_names: bool) -> list[tuple[str, str]]:
    lines = [("Amt", str(Office(given.office).label))]
    if with_names and given.given_by:
        lines.append(("Name", str(given.given_by)))
    if given.signed_on_paper_on:
        lines.append(("Auf Papier unterschrieben", date_format(given.signed_on_paper_on, "d.m.Y")))
        if given.signatory:
            lines.append(("Unterschrift", given.signatory))
    return lines
