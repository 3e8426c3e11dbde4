"""What ``bildungsnetz check`` verifies for the journal: its chains, and the rules installed in the database."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from bildungsnetz.journal.database_rules import installed_by_migrations
from bildungsnetz.journal.selectors import broken_links


def chain_problems() -> Iterator[str]:
    """Say for each broken link where the chain does not hold."""
    for link in broken_links():
        place = {"chain": link.chain, "number": link.number, "problem": link.problem}
        yield _("The journal %(chain)s does not hold at entry %(number)s: %(problem)s.") % place


def missing_rules() -> Iterator[str]:
    """Say which rules of the migrations are not installed (a change of a table on SQLite can lose its triggers)."""
    installed = _installed()
    for name in sorted(installed_by_migrations() - installed):
        yield _("The rule %(name)s is not installed in the database. Please restore it from a backup.") % {"name": name}


def _installed() -> set[str]:
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}
