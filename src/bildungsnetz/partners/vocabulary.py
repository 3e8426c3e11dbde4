"""The words in which lists name kinds, sides and towns, in the spelling that is compared."""

from collections.abc import Mapping

from django.utils import translation

from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.directory.spelling import plain
from bildungsnetz.partners.lists.rows import Vocabulary
from bildungsnetz.partners.models import Kind, Side

# As kinds are called in lists, beside their own names; in the spelling of ``plain``.
_KINDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.SCHOOL: ("schule", "grundschule", "gymnasium", "realschule", "gesamtschule", "foerderschule", "berufskolleg"),
    Kind.SCHOOL_BODY: ("schultraeger",),
    Kind.SCHOOL_OFFICE: ("schulamt",),
    Kind.DISTRICT_GOVERNMENT: ("bezirksregierung",),
    Kind.MINISTRY: ("ministerium", "schulministerium", "msb"),
    Kind.EDUCATION_OFFICE: ("bildungsbuero", "regionales bildungsbuero"),
    Kind.YOUTH_OFFICE: ("jugendamt", "jugendhilfe", "amt fuer jugend"),
    Kind.EMPLOYMENT_AGENCY: ("agentur fuer arbeit", "arbeitsagentur", "arbeitsamt"),
    Kind.JOBCENTRE: ("jobcenter",),
    Kind.CHAMBER: ("kammer", "ihk", "hwk", "handwerkskammer", "industrie und handelskammer", "kreishandwerkerschaft"),
    Kind.COMPANY: ("unternehmen", "firma", "betrieb", "wirtschaft", "industrie", "handwerk"),
    Kind.COORDINATION: ("kommunale koordinierung", "koko", "kaoa"),
    Kind.INTEGRATION_CENTRE: ("kommunales integrationszentrum", "ki", "integrationszentrum"),
    Kind.SCHOOL_PSYCHOLOGY: ("schulpsychologie", "schulpsychologischer dienst"),
    Kind.DAY_CARE: ("kita", "kindergarten", "kindertagesstaette", "kindertageseinrichtung", "familienzentrum"),
    Kind.FAMILY_OFFICE: ("familienbuero",),
    Kind.ADULT_EDUCATION: ("vhs", "volkshochschule", "weiterbildung"),
    Kind.LIBRARY: ("bibliothek", "buecherei", "stadtbuecherei", "stadtbibliothek"),
    Kind.MUSEUM: ("museum",),
    Kind.MUSIC_SCHOOL: ("musikschule",),
    Kind.MEDIA_CENTRE: ("medienzentrum",),
    Kind.SPORTS_CLUB: ("sportverein", "verein sport", "sport"),
    Kind.CHURCH: ("kirche", "kirchengemeinde", "religionsgemeinschaft"),
    Kind.POLICE: ("polizei",),
    Kind.TEACHER_TRAINING: ("zfsl", "kompetenzteam", "lehrerausbildung", "lehrerfortbildung"),
    Kind.TRAINING_PROVIDER: ("bildungstraeger", "traeger", "maßnahmetraeger"),
    Kind.OTHER: ("sonstige", "sonstiges", "andere", "verein"),
}
_SIDES: Mapping[Side, tuple[str, ...]] = {
    Side.STATE: ("land", "landesseite", "land nrw", "staatlich"),
    Side.MUNICIPAL: ("kommune", "kommunal", "kommunale seite", "kreis", "stadt"),
    Side.THIRD: ("dritte", "dritter", "extern", "frei"),
}
# Only where a kind always belongs to a side; of all others a person has to say it.
SIDE_OF_KIND: Mapping[str, str] = {
    Kind.SCHOOL_OFFICE: Side.STATE,
    Kind.DISTRICT_GOVERNMENT: Side.STATE,
    Kind.MINISTRY: Side.STATE,
    Kind.SCHOOL_SUPERVISION: Side.STATE,
    Kind.YOUTH_OFFICE: Side.MUNICIPAL,
    Kind.COORDINATION: Side.MUNICIPAL,
    Kind.INTEGRATION_CENTRE: Side.MUNICIPAL,
}


def vocabulary_of(network: Network) -> Vocabulary:
    """Return the words a network's lists may use: codes, names in both languages, what people call them."""
    # A town of the region comes last and so wins over one of the same name elsewhere.
    towns = {plain(town.name): key for key, town in geo.towns().items()}
    towns |= {plain(town.name): key for key, town in geo.towns_of(network.region.key).items()}
    return Vocabulary(
        kinds=_words(Kind, {str(kind): names for kind, names in _KINDS.items()}),
        sides=_words(Side, {str(side): names for side, names in _SIDES.items()}),
        towns=towns | {key: key for key in geo.towns()},
        side_of_kind={str(kind): str(side) for kind, side in SIDE_OF_KIND.items()},
    )


def _words(choices: type[Kind] | type[Side], further: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "de"):
        with translation.override(language):
            found |= {plain(str(choice.label)): str(choice.value) for choice in choices}
    found |= {plain(name): value for value, names in further.items() for name in names}
    return found | {plain(str(choice.value)): str(choice.value) for choice in choices}
