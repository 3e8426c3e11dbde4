"""Tell the wheel what it depends on, from the same file that the lock is made of."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """Reads ``product.in``."""

    def update(self, metadata: dict) -> None:
        """Add the dependencies to the project's metadata."""
        lines = (Path(__file__).parent / "product.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
