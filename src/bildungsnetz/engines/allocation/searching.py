"""Scratch of one search for chains: what is known of each node, and a heap of those still open."""

from typing import Any, NamedTuple

import numba
import numpy as np

from bildungsnetz.engines.allocation.instance import Array

FULL_OFFERS_TRIED = 4
"""Full offers of one cell that a pupil tries to enter: they are worth the same to it, so the cheapest ones."""


class Search(NamedTuple):
    """Scratch of one search: per node ``label``, ``seen`` (number of the search, negative when done), who enters it.

    ``mover`` enters ``into`` (an offer, by ``row``), gives up ``out`` (a slot, -1 none) and comes from node ``source``
    (-1: begins the chain). ``heap`` and ``keys`` hold open nodes; ``state`` = (number of the search, heap size,
    best gain closed so far, full offers of a cell to try, times that places became free); ``closing`` = (mover, into,
    row, out, source) of that end.
    ``scanned`` is the last search that looked through a type's cell, ``scanned_with`` the greatest gain it came with:
    to look again with no more finds nothing. ``least`` is the lowest price there,
    ``barren`` says when no free place was found there.
    """

    label: Array
    seen: Array
    mover: Array
    into: Array
    row: Array
    out: Array
    source: Array
    heap: Array
    keys: Array
    state: Array
    closing: Array
    scanned: Array
    scanned_with: Array
    least: Array
    barren: Array


def new_search(nodes: int, least: Array) -> Search:
    """Make room for so many nodes; ``least`` is the lowest price by type and cell."""
    return Search(
        label=np.zeros(nodes, np.int64),
        seen=np.zeros(nodes, np.int64),
        mover=np.zeros(nodes, np.int32),
        into=np.zeros(nodes, np.int32),
        row=np.zeros(nodes, np.int32),
        out=np.zeros(nodes, np.int32),
        source=np.zeros(nodes, np.int32),
        heap=np.zeros(max(1 << 16, 4 * nodes), np.int32),
        keys=np.zeros(max(1 << 16, 4 * nodes), np.int64),
        state=np.array([1, 0, 0, FULL_OFFERS_TRIED, 1], np.int64),
        closing=np.zeros(5, np.int64),
        scanned=np.zeros(least.shape, np.int64),
        scanned_with=np.zeros(least.shape, np.int64),
        least=least,
        barren=np.zeros(least.shape, np.int64),
    )


@numba.njit(cache=True)
def push(state: Array, heap: Array, keys: Array, node: Any, key: int) -> None:
    """Open a node, the greatest key first (binary heap). A full heap drops it: the search only finds less."""
    size = state[1]
    if size >= len(heap):
        return
    at = size
    while at > 0 and keys[(at - 1) // 2] < key:
        heap[at], keys[at] = heap[(at - 1) // 2], keys[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at], keys[at] = node, key
    state[1] = size + 1


@numba.njit(cache=True)
def pop(search: Search) -> Any:
    """Take the open node with the greatest key; return (node, key)."""
    node, key = search.heap[0], search.keys[0]
    size = search.state[1] - 1
    search.state[1] = size
    last, last_key = search.heap[size], search.keys[size]
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and search.keys[child + 1] > search.keys[child]:
            child += 1
        if search.keys[child] <= last_key:
            break
        search.heap[at], search.keys[at] = search.heap[child], search.keys[child]
        at = child
    search.heap[at], search.keys[at] = last, last_key
    return node, key
