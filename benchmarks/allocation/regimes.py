"""The kinds of instances the allocation is measured on; every number of the generator stands here."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Regime:
    """How an instance is drawn. Shares are 0-1, distances in kilometres.

    ``ratio`` is places / needed places. ``zipf`` is the exponent of the companies' popularity and ``taste`` the weight
    of a pupil's own liking of a field against it; ``companies`` are per pupil. ``company_towns`` is the number of towns
    per county that hold ``company_share`` of the companies. ``short_schools`` is the share of schools that can go on
    three days only, always the first three if ``same_short_days``. ``alike`` is the share of pupils who hand in one and
    the same list. ``limited`` offers carry ``max_per_school``, ``grouped`` ones ``min_group``. ``start`` says where the
    way begins: at the ``school``, as on the platform, or at ``home``.
    """

    name: str
    ratio: float = 1.05
    zipf: float = 0.8
    taste: float = 1.0
    company_towns: int = 10
    company_share: float = 1.0
    short_schools: float = 0.33
    same_short_days: bool = False
    alike: float = 0.0
    companies: float = 0.13
    limited: float = 0.0
    grouped: float = 0.0
    max_km: float = 20.0
    start: str = "school"


RATIOS = (0.9, 0.95, 1.05, 1.15, 1.3)

REGIMES = {
    regime.name: regime
    for regime in (
        Regime("plain"),
        # Companies sit in two towns of ten, and the way to them is far: places exist, but elsewhere.
        Regime("clustered", company_towns=2, company_share=0.8, max_km=12.0),
        # Nearly everybody wants the same few companies.
        Regime("popular", zipf=1.6, taste=0.3),
        # Many small offers, one list handed in by half of the pupils with ties, schools crowded on the same three days.
        Regime("adversarial", alike=0.5, companies=0.3, short_schools=0.67, same_short_days=True, taste=0.2),
        Regime("limits", limited=0.4, grouped=0.3),
    )
}


def regime_named(name: str, *, ratio: float, start: str = "school") -> Regime:
    """Return a regime at a ratio of places to need. Raises: KeyError."""
    return replace(REGIMES[name], ratio=ratio, start=start)
