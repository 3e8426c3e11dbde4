import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords are hashed slowly on purpose; tests that sign in often need not wait for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
