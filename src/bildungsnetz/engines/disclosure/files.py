"""The whole way from files to a protected table in memory."""

import time
from dataclasses import dataclass
from pathlib import Path

from bildungsnetz.engines.disclosure.protecting import protect
from bildungsnetz.engines.disclosure.request import Request, read_request
from bildungsnetz.engines.disclosure.result import Protected
from bildungsnetz.engines.disclosure.spec import MOST_CELLS
from bildungsnetz.engines.disclosure.table_input import Table, read_table


@dataclass(frozen=True)
class FileResult:
    """A protected table with the request and the table it came from; ``seconds`` of processor time per step."""

    request: Request
    table: Table
    protected: Protected
    seconds: dict[str, float]


def protect_file(table: Path, *, spec: Path) -> FileResult:
    """Read a table and protect it by the method of its spec.

    Raises: Refused, Unprotectable, SolverFailed, NotProven.
    """
    start = time.process_time()
    request = read_request(spec)
    most = MOST_CELLS[request.spec.method.name]
    data = read_table(table, request.columns, leaves=request.leaves(), most=most)
    read = time.process_time()
    protected = protect(
        counts=data.counts, spec=request.spec, earlier=request.earlier, contributions=data.contributions
    )
    seconds = {"read": round(read - start, 3)} | protected.seconds
    return FileResult(request, data, protected, seconds)
