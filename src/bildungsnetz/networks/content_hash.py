"""The check sum of a text two sides agree on."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of ``content`` written canonically: sorted keys, no blanks, UTF-8, NFC as entered."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def grouped(digest: str) -> str:
    """Write a check sum in groups of four, as people compare it."""
    return " ".join(digest[place : place + 4] for place in range(0, len(digest), 4))
