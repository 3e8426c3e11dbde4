import pytest

from bildungsnetz.intake import importers, permissions
from bildungsnetz.intake.permissions import Scope
from bildungsnetz.intake.tests.factories import PhoneImporter


@pytest.fixture
def phones(settings, tmp_path):
    """An importer of telephone lists, and a folder of its own for kept files."""
    settings.MEDIA_ROOT = tmp_path
    importer = PhoneImporter()
    importers.register(importer)
    yield importer
    importers.unregister(importer.kind)


@pytest.fixture
def allowed():
    """Let named people import for the whole platform."""
    people = set()

    def scopes(user, day):
        return [Scope("", "ganze Plattform")] if user.email in people else []

    permissions.register_scopes(scopes)
    yield people
    permissions.unregister_scopes(scopes)
