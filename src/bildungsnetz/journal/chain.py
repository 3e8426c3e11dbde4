"""How entries are hashed: pure functions, so that the checker and the writer cannot disagree unnoticed."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    """Write a JSON value in one way only: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode()


def salted_digest(salt: bytes, value: Any) -> str:
    """Hash a personal value with its person's salt; without the salt it cannot be guessed and compared."""
    return hashlib.sha256(salt + canonical(value)).hexdigest()


def entry_hash(content: Mapping[str, Any], *, previous: str) -> str:
    """Hash an entry's content together with the hash of the entry before it in the chain (SHA-256, hex)."""
    return hashlib.sha256(previous.encode() + canonical(dict(content))).hexdigest()
