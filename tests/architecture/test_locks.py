"""The repository keeps its own rules."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.once
@pytest.mark.parametrize("lock", ["product", "development", "benchmarks"])
def test_locks_pin_every_package_by_hash_and_name_no_address(lock):
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")

    blocks = [block for block in text.replace("\\\n", " ").splitlines() if block and not block.startswith("#")]

    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.once
def test_the_development_lock_holds_the_product_lock():
    def pins(name):
        lines = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line and not line.startswith("#")}

    assert pins("product") - pins("development") == set()
