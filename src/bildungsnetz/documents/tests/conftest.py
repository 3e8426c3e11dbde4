import pytest


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Let every test keep its files in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
