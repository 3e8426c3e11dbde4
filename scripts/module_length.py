"""Fail if a module has grown over 400 lines without saying why (``# long because ...``)."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
REASON = re.compile(r"^# long because \S.+", re.MULTILINE)


def too_long(root: Path = ROOT) -> list[str]:
    """Name the modules over the limit that give no reason; migrations and foreign files do not count."""
    found = []
    for folder in ("src", "tests", "scripts", "benchmarks", "."):
        pattern = "*.py" if folder == "." else "**/*.py"
        for path in sorted((root / folder).glob(pattern)):
            if {"migrations", "vendor"} & set(path.parts):
                continue
            text = path.read_text(encoding="utf-8")
            lines = text.count("\n")
            if lines > LONGEST and not REASON.search(text):
                found.append(f"{path.relative_to(root)}: {lines} lines; please split it by what it is about.")
    return found


if __name__ == "__main__":
    for sentence in (sentences := too_long()):
        print(sentence)
    sys.exit(1 if sentences else 0)
