"""The strict Content Security Policy forbids inline script and style; this finds them before a browser does."""

import re
from pathlib import Path

import pytest

import bildungsnetz.design

PACKAGE = Path(bildungsnetz.design.__file__).parent.parent
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
FORBIDDEN = {
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\ssrc=)(?![^>]*type=[\"']application/json)", re.IGNORECASE),
    "event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "script address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "foreign host": re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"']https?://", re.IGNORECASE),
}


def faults(text):
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<style>p{}</style>", "style element"),
        ('<p style="color:red">', "style attribute"),
        ("<script>go()</script>", "inline script"),
        ('<a onclick="go()">', "event handler"),
        ('<a href="javascript:go()">', "script address"),
        ('<script src="https://cdn.example.org/x.js"></script>', "foreign host"),
    ],
)
def test_the_search_finds_what_is_forbidden(text, fault):
    assert faults(text) == [fault]


def test_no_template_of_any_room_holds_inline_script_or_style():
    found = {
        str(path.relative_to(PACKAGE)): problem
        for path in TEMPLATES
        if (problem := faults(path.read_text(encoding="utf-8")))
    }

    assert TEMPLATES != []
    assert found == {}
