"""What every page's frame gets by default; rooms higher up add navigation and account (see ``navigation``)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch
from django.utils.translation import get_language

THEME_COOKIE = "theme"
THEMES = ("light", "dark")


def theme_of(request: HttpRequest) -> str:
    """The colours the reader chose: "light", "dark", or "" for those of the device."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Fill the frame's variables that need neither database nor knowledge of the field."""
    try:
        sign_in_url = resolve_url(settings.LOGIN_URL)
    except NoReverseMatch:
        sign_in_url = ""
    return {
        "demo": settings.DEMO,
        "theme": theme_of(request),
        "sign_in_url": sign_in_url,
        "switchable_languages": [(code, name) for code, name in settings.LANGUAGES if code != get_language()],
        "frame_can_post": True,
    }
