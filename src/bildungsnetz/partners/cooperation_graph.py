"""What a network of cooperations looks like as a whole: who holds it together, who stands alone.

Undirected; several cooperations between the same two are one tie. Pure: keys in, findings out.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

# Above this number of institutions betweenness is estimated from a sample of starting points (Brandes and Pich 2007).
EXACT_UP_TO = 500
SAMPLE = 200
SEED = 20131119


@dataclass(frozen=True)
class Holder:
    """An institution without which others lose touch; ``cut_off`` are the smaller parts that would come loose."""

    key: int
    cut_off: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Structure:
    """Findings on a graph.

    ``ties``: number of neighbours per key; ``parts``: groups without any tie between them, largest first;
    ``isolated``: keys without any tie; ``holders``: articulation points (Tarjan 1972), those that cut off most first;
    ``bridges``: single ties that alone connect two parts, both ends larger than one institution;
    ``between``: share of shortest paths that pass through a key (Freeman 1977), 0 to 1; ``estimated``: whether from
    a sample.
    """

    ties: Mapping[int, int]
    parts: tuple[tuple[int, ...], ...]
    isolated: tuple[int, ...]
    holders: tuple[Holder, ...]
    bridges: tuple[tuple[int, int], ...]
    between: Mapping[int, float]
    estimated: bool


def structure_of(
    keys: Iterable[int], ties: Iterable[tuple[int, int]], *, progress: Callable[[int], object] = lambda _share: None
) -> Structure:
    """Examine a graph; ``progress`` is told the share done in per cent.

    Raises: KeyError if a tie names an unknown key.
    """
    graph = _graph(keys, ties)
    parts = sorted(
        (tuple(sorted(part)) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part)
    )
    progress(10)
    holders = sorted(_holders(graph), key=lambda holder: (-sum(map(len, holder.cut_off)), holder.key))
    progress(30)
    bridges = sorted((min(pair), max(pair)) for pair in nx.bridges(graph) if all(graph.degree[end] > 1 for end in pair))
    progress(40)
    estimated = len(graph) > EXACT_UP_TO
    between = _estimated_between(graph, progress) if estimated else nx.betweenness_centrality(graph)
    progress(100)
    return Structure(
        ties=dict(graph.degree),
        parts=tuple(parts),
        isolated=tuple(key for key in sorted(graph) if graph.degree[key] == 0),
        holders=tuple(holders),
        bridges=tuple(bridges),
        between=between,
        estimated=estimated,
    )


def as_json(structure: Structure) -> dict[str, Any]:
    """Write findings so that they can be stored; keys of mappings become texts, and what is nothing is left out."""
    return {
        "ties": {str(key): count for key, count in structure.ties.items() if count},
        "parts": [len(part) for part in structure.parts if len(part) > 1],
        "isolated": len(structure.isolated),
        "holders": [[holder.key, [key for part in holder.cut_off for key in part]] for holder in structure.holders],
        "bridges": [list(pair) for pair in structure.bridges],
        "between": most_between(structure),
        "institutions": len(structure.ties),
        "estimated": structure.estimated,
    }


def most_between(structure: Structure, *, count: int = 20) -> list[tuple[int, float]]:
    """Return the keys on most shortest paths with their share (0 to 1), the highest first; none that is on none."""
    found = sorted(structure.between.items(), key=lambda item: (-item[1], item[0]))
    return [(key, share) for key, share in found[:count] if share > 0]


def _estimated_between(graph: "nx.Graph[int]", progress: Callable[[int], object]) -> Mapping[int, float]:
    """Estimate betweenness from a sample of starting points, in steps, so that the progress can be told."""
    nodes = sorted(graph)
    starts = random.Random(SEED).sample(nodes, k=min(SAMPLE, len(nodes)))  # noqa: S311  a sample, not a secret
    total = dict.fromkeys(nodes, 0.0)
    step = max(1, len(starts) // 20)
    for begin in range(0, len(starts), step):
        part = nx.betweenness_centrality_subset(graph, starts[begin : begin + step], nodes, normalized=False)
        for key, share in part.items():
            total[key] += share
        progress(40 + 60 * min(begin + step, len(starts)) // len(starts))
    count = len(nodes)
    scale = count / len(starts) * 2 / ((count - 1) * (count - 2))
    return {key: share * scale for key, share in total.items()}


def positions(keys: Iterable[int], ties: Iterable[tuple[int, int]]) -> dict[int, tuple[float, float]]:
    """Place every key in a square of side 1 so that neighbours lie close together (Fruchterman and Reingold 1991).

    The same graph gives the same picture. Work grows with the square of the keys: for pictures, not for thousands.
    """
    graph = _graph(keys, ties)
    if not graph:
        return {}
    found = nx.spring_layout(graph, seed=SEED, iterations=60, method="force", k=1.6 / len(graph) ** 0.5)
    xs, ys = [float(x) for x, _ in found.values()], [float(y) for _, y in found.values()]
    left, top = min(xs), min(ys)
    wide, high = (max(xs) - left) or 1.0, (max(ys) - top) or 1.0
    return {key: ((float(x) - left) / wide, (float(y) - top) / high) for key, (x, y) in found.items()}


def _graph(keys: Iterable[int], ties: Iterable[tuple[int, int]]) -> "nx.Graph[int]":
    graph: nx.Graph[int] = nx.Graph()
    # Sorted, so that the findings do not depend on the order in which a database answers.
    graph.add_nodes_from(sorted(set(keys)))
    for first, second in sorted({(min(pair), max(pair)) for pair in ties}):
        if first not in graph or second not in graph:
            raise KeyError(first if first not in graph else second)
        graph.add_edge(first, second)
    return graph


def _holders(graph: "nx.Graph[int]") -> Iterable[Holder]:
    """Yield the articulation points with what each would cut off, from the tree of biconnected parts."""
    for key in sorted(set(nx.articulation_points(graph))):
        yield Holder(key, _cut_off(graph, key))


def _cut_off(graph: "nx.Graph[int]", key: int) -> tuple[tuple[int, ...], ...]:
    """Return the parts that remain of the key's component without it, except the largest."""
    reached: set[int] = {key}
    parts = []
    for neighbour in sorted(graph[key]):
        if neighbour not in reached:
            part = _reach(graph, neighbour, without=key)
            reached |= part
            parts.append(tuple(sorted(part)))
    parts.sort(key=lambda part: (-len(part), part))
    return tuple(parts[1:])


def _reach(graph: "nx.Graph[int]", start: int, *, without: int) -> set[int]:
    found, waiting = {start, without}, [start]
    while waiting:
        for neighbour in graph[waiting.pop()]:
            if neighbour not in found:
                found.add(neighbour)
                waiting.append(neighbour)
    return found - {without}
