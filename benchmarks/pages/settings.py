"""The product's settings with the baseline's addresses added."""

from bildungsnetz.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.pages.urls"
ALLOWED_HOSTS = ["*"]
