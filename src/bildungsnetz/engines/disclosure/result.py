"""What comes out of a protection."""

import logging
import time
from dataclasses import dataclass

from bildungsnetz.engines.disclosure.certify import Witness
from bildungsnetz.engines.disclosure.spec import Cell, CellCodes, Earlier

logger = logging.getLogger(__name__)


class Clock:
    """Processor time per step, for the report only: no decision depends on it."""

    def __init__(self) -> None:
        self._last = time.process_time()
        self.seconds: dict[str, float] = {}

    def lap(self, step: str, lost: float) -> int:
        """Note the time of a step; return what is lost after it."""
        now = time.process_time()
        self.seconds[step] = round(now - self._last, 3)
        self._last = now
        logger.debug("step done step=%s lost=%s seconds=%s", step, lost, self.seconds[step])
        return int(lost)


@dataclass(frozen=True)
class Protected:
    """A protected table: ``cells`` in the order of their codes, one per row of the listed tables.

    ``guarded``: every cell that must not be recovered, also those that only earlier tables list, by all its codes.
    ``lost_cells`` and ``lost_value`` count the rows hidden for the sake of others;
    ``witnesses`` are the proof: other tables that fit all that is published, now and before.
    ``first_lost_value``: what the first proof would have lost. ``seconds`` of processor time per step.
    ``blurred_by``: how far shown figures may be from the true ones, and ``alike`` the places of the earlier tables
    that are blurred in the same way. ``believed``: corrections are hidden also from somebody who takes old and present
    data for equal wherever they can be.
    """

    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
    guarded: frozenset[CellCodes]
    lost_cells: int
    lost_value: int
    witnesses: tuple[Witness, ...]
    first_lost_value: int
    seconds: dict[str, float]
    blurred_by: int = 0
    alike: tuple[int, ...] = ()
    believed: bool = True

    def public(self) -> tuple[Cell, ...]:
        """The cells as they may leave."""
        return tuple(cell.public() for cell in self.cells)

    def as_earlier(self, name: str) -> Earlier:
        """This table as something published before, for the next protection."""
        return Earlier(name, self.columns, {cell.codes: cell.value for cell in self.cells})
