"""The solver HiGHS greets whoever loads it on standard output, which belongs to the command."""

import ctypes
import os
import sys


def load_solver_silently() -> None:
    """Make the first solver of the process while its greeting goes nowhere; later ones do not greet."""
    import highspy

    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()
        # The library of C holds the greeting back until the end of the process.
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
