"""Regions, networks, contracts, fields of action, posts, and the two sides with their mandates and consents."""

from bildungsnetz.networks.models.consent import Consent, ConsentStatus, ConsentSubject, Side, VersionStatus
from bildungsnetz.networks.models.contract import (
    AgreedField,
    Clause,
    Competence,
    CompetenceOwner,
    ContractVersion,
    CooperationContract,
    LegalBasis,
    Remark,
)
from bildungsnetz.networks.models.duty import Duty, DutyKind
from bildungsnetz.networks.models.field import FieldOfAction
from bildungsnetz.networks.models.network import Membership, MembershipStart, Network, OfficialCount, Source
from bildungsnetz.networks.models.people import Mandate, Office, Role, RoleAssignment, Scope
from bildungsnetz.networks.models.post import Post, PostFilling
from bildungsnetz.networks.models.region import District, Region, RegionKind, Town

__all__ = [
    "AgreedField",
    "Clause",
    "Competence",
    "CompetenceOwner",
    "Consent",
    "ConsentStatus",
    "ConsentSubject",
    "ContractVersion",
    "CooperationContract",
    "District",
    "Duty",
    "DutyKind",
    "FieldOfAction",
    "LegalBasis",
    "Mandate",
    "Membership",
    "MembershipStart",
    "Network",
    "Office",
    "OfficialCount",
    "Post",
    "PostFilling",
    "Region",
    "RegionKind",
    "Remark",
    "Role",
    "RoleAssignment",
    "Scope",
    "Side",
    "Source",
    "Town",
    "VersionStatus",
]
