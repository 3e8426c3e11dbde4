"""Where towns lie; the point of a town stands for whoever chose it instead of an exact address."""

import math
from functools import cache

from bildungsnetz.networks import geo

EARTH_RADIUS_M = 6_371_008.8
DIGITS = 5
"""Decimal places of a degree: about a metre; more would only look exact."""


@cache
def point_of_town(key: str) -> tuple[float, float] | None:
    """Return latitude and longitude inside a town, by its key of eight digits; None for an unknown one."""
    town = geo.towns().get(key)
    if town is None:
        return None
    lon, lat = town.label_point
    return round(lat, DIGITS), round(lon, DIGITS)


@cache
def name_of_town(key: str) -> str:
    """Return the name of a town, empty for an unknown key."""
    town = geo.towns().get(key)
    return town.name if town else ""


def metres_between(here: tuple[float, float], there: tuple[float, float]) -> int:
    """Return the distance as the crow flies in whole metres (haversine), as the allocation counts it."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*here, *there))
    inner = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return math.floor(2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(inner))) + 0.5)
