"""Rows of the interface for machines: public, read-only."""

from tests.access.places import Place
from tests.access.rights import NOTHING, Row, everybody
from tests.access.table.networks import slug

PUBLIC = everybody("200")


def region(place: Place) -> tuple[str]:
    return (place.network.region.key,)


def school(place: Place) -> tuple[str]:
    return (place.school_number,)


ROWS = [
    Row("api-v1:regions", "Regionen", PUBLIC, of_network=False),
    Row("api-v1:region", "Region", PUBLIC, arguments=region),
    Row("api-v1:networks", "Netzwerke", PUBLIC, of_network=False),
    Row("api-v1:network", "Netzwerk", PUBLIC, arguments=slug),
    Row("api-v1:network", "Netzwerk", PUBLIC, arguments=slug, query="?on=2090-01-01", case="in ferner Zukunft"),
    Row("api-v1:schools", "Schulen", PUBLIC, of_network=False),
    Row("api-v1:school", "Schule", PUBLIC, arguments=school),
    Row("api-v1:openapi-json", "Beschreibung für Programme", PUBLIC, PUBLIC, of_network=False),
    Row("api-v1:api-root", "Anfang der Schnittstelle", NOTHING, NOTHING, of_network=False),
    Row("oparl:system", "OParl, System", PUBLIC, of_network=False),
    Row("oparl:bodies", "OParl, Körperschaften", PUBLIC, of_network=False),
    Row("oparl:body", "OParl, Körperschaft", PUBLIC, arguments=slug),
    Row("oparl:list", "OParl, Liste", PUBLIC, arguments=lambda place: (place.slug, "meeting")),
    Row(
        "oparl:object",
        "OParl, Objekt",
        PUBLIC,
        arguments=lambda place: (place.slug, "organization", str(place.keys["public body"])),
    ),
    Row("api:docs", "Beschreibung der Schnittstelle", PUBLIC, of_network=False),
    Row("api:nothing_here", "Alles andere", NOTHING, NOTHING, of_network=False),
]
