"""The columns of an institution that sorting and searching use."""

from bildungsnetz.partners.directory.spelling import plain
from bildungsnetz.partners.models import Institution


def spelt(institution: Institution) -> Institution:
    """Fill the columns for sorting and searching from the names."""
    institution.sort_name = plain(institution.name)[:300]
    told = (institution.name, institution.short_name, institution.place, institution.street)
    institution.search_text = " ".join(map(plain, told))[:600]
    return institution
