"""A network of the table of visitors, the words planted in it, and the keys of its objects."""

from dataclasses import dataclass, field

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import ContractVersion, Network


@dataclass(frozen=True)
class Words:
    """Planted words that stand in no public text.

    Of drafts, of what was laid before the sides, of inner matters, and the name of a person without public office.
    """

    draft: str
    laid: str
    inside: str
    name: str


OWN_WORDS = Words(draft="Holunderblut", laid="Quittenmus", inside="Hagebuttentee", name="Schlehenfeuer")
FOREIGN_WORDS = Words(
    draft="Zwetschgenkuchen", laid="Zwetschgenkuchen", inside="Zwetschgenkuchen", name="Mirabellengeist"
)


@dataclass
class Place:
    """A network and one object of every kind in it."""

    network: Network
    words: Words
    versions: dict[str, ContractVersion] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    school_number: str = ""

    @property
    def slug(self) -> str:
        """The network's part of addresses."""
        return self.network.slug
