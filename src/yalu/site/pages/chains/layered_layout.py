"""Where the boxes of a chain stand: layers from source to end user, few crossings, no overlaps.

Sugiyama's way in the small: break loops, layer by longest path, give long ties room in every layer they pass,
order each layer by the middle of its neighbours, then stack the boxes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

BOX = 150
GAP = 104
ROW = 22
_SWEEPS = 12


class Tie(msgspec.Struct, frozen=True):
    """One line of the picture: from left to right as laid out; ``back`` when the arrow points to the left."""

    id: str
    left: str
    right: str
    back: bool = False


class Placed(msgspec.Struct, frozen=True):
    """One box: its middle, its height and its layer. A way for a long tie has no height."""

    x: float
    y: float
    height: float
    layer: int


class GraphLayout(msgspec.Struct, frozen=True):
    """All boxes by name, the points every tie passes, and the size of the whole."""

    boxes: dict[str, Placed]
    ways: dict[str, tuple[tuple[float, float], ...]]
    width: float
    height: float


def lay_out(heights: Mapping[str, float], ties: Sequence[tuple[str, str, str]]) -> GraphLayout:
    """The places of boxes of given heights tied by (id, left, right); the same input gives the same picture."""
    turned = _without_loops(sorted(heights), ties)
    layers = _layers(sorted(heights), turned)
    chains = _through(turned, layers)
    order = _ordered(heights, layers, chains)
    boxes = _stacked(order, heights)
    ways = {}
    for tie, stops in chains.items():
        points = tuple(point for stop in stops for point in _points(stop, boxes[stop]))
        ways[tie] = points[::-1] if next(t for t in turned if t.id == tie).back else points
    width = max((box.x for box in boxes.values()), default=0) + BOX / 2
    height = max((box.y + box.height / 2 for box in boxes.values()), default=0)
    return GraphLayout({name: box for name, box in boxes.items() if name in heights}, ways, width, height)


def _points(stop: str, box: Placed) -> tuple[tuple[float, float], ...]:
    """A box is one point; a way is two, so that the tie runs level past the boxes above and below it."""
    if not stop.startswith("~"):
        return ((box.x, box.y),)
    return ((box.x - BOX / 2, box.y), (box.x + BOX / 2, box.y))


def _without_loops(names: Sequence[str], ties: Sequence[tuple[str, str, str]]) -> list[Tie]:
    """Ties that would close a loop are turned round, the latest first met in a walk from the sources."""
    after: dict[str, list[tuple[str, str]]] = {name: [] for name in names}
    entering = dict.fromkeys(names, 0)
    for name, left, right in ties:
        after[left].append((name, right))
        entering[right] += 1
    back: set[str] = set()
    state: dict[str, int] = {}
    for begin in sorted(names, key=lambda name: (entering[name] > 0, name)):
        if begin in state:
            continue
        state[begin] = 1
        path = [(begin, iter(sorted(after[begin])))]
        while path:
            here, rest = path[-1]
            step = next(rest, None)
            if step is None:
                state[here] = 2
                path.pop()
            elif state.get(step[1]) == 1:
                back.add(step[0])
            elif step[1] not in state:
                state[step[1]] = 1
                path.append((step[1], iter(sorted(after[step[1]]))))
    return [
        Tie(name, right, left, True) if name in back else Tie(name, left, right) for name, left, right in ties
    ]


def _layers(names: Sequence[str], ties: Sequence[Tie]) -> dict[str, int]:
    """Longest path from the left; then sources move right up to what they feed, so that ties stay short."""
    layer = dict.fromkeys(names, 0)
    for _ in names:
        moved = False
        for tie in ties:
            if tie.left != tie.right and layer[tie.right] < layer[tie.left] + 1:
                layer[tie.right] = layer[tie.left] + 1
                moved = True
        if not moved:
            break
    for name in names:
        into = [tie for tie in ties if tie.right == name and tie.left != name]
        onward = [layer[tie.right] for tie in ties if tie.left == name and tie.right != name]
        if not into and onward:
            layer[name] = min(onward) - 1
    return layer


def _through(ties: Sequence[Tie], layers: Mapping[str, int]) -> dict[str, list[str]]:
    """For every tie the boxes and ways it passes, one in each layer."""
    return {
        tie.id: [
            tie.left,
            *(f"~{tie.id}~{layer}" for layer in range(layers[tie.left] + 1, layers[tie.right])),
            tie.right,
        ]
        for tie in ties
        if tie.left != tie.right
    }


def _ordered(
    heights: Mapping[str, float], layers: Mapping[str, int], chains: Mapping[str, list[str]]
) -> list[list[str]]:
    """Each layer from top to bottom, neighbours brought near each other in sweeps to and fro."""
    order: list[list[str]] = [[] for _ in range(max(layers.values(), default=-1) + 1)]
    for name in sorted(heights):
        order[layers[name]].append(name)
    beside: dict[str, list[str]] = {}
    for stops in chains.values():
        for stop in stops[1:-1]:
            order[int(stop.rpartition("~")[2])].append(stop)
        for one, two in pairwise(stops):
            beside.setdefault(one, []).append(two)
            beside.setdefault(two, []).append(one)
    best, fewest = [list(layer) for layer in order], _crossings(order, chains)
    for sweep in range(_SWEEPS):
        places = range(1, len(order)) if sweep % 2 == 0 else range(len(order) - 2, -1, -1)
        for place in places:
            near = order[place - 1 if sweep % 2 == 0 else place + 1]
            at = {name: index for index, name in enumerate(near)}
            here = {name: index for index, name in enumerate(order[place])}

            def middle(name: str, at: dict[str, int] = at, here: dict[str, int] = here) -> tuple[float, int]:
                met = sorted(at[other] for other in beside.get(name, ()) if other in at)
                return (sum(met) / len(met) if met else here[name], here[name])

            order[place] = sorted(order[place], key=middle)
        crossed = _crossings(order, chains)
        if crossed < fewest:
            best, fewest = [list(layer) for layer in order], crossed
    return best


def _crossings(order: Sequence[Sequence[str]], chains: Mapping[str, list[str]]) -> int:
    at = {name: index for layer in order for index, name in enumerate(layer)}
    where = {name: number for number, layer in enumerate(order) for name in layer}
    between: dict[int, list[tuple[int, int]]] = {}
    for stops in chains.values():
        for one, two in pairwise(stops):
            between.setdefault(where[one], []).append((at[one], at[two]))
    return sum(
        (a[0] - b[0]) * (a[1] - b[1]) < 0
        for ties in between.values()
        for i, a in enumerate(ties)
        for b in ties[i + 1 :]
    )


def _stacked(order: Sequence[Sequence[str]], heights: Mapping[str, float]) -> dict[str, Placed]:
    """Boxes of a layer below each other, every layer about one middle line."""
    sizes = [sum(heights.get(name, ROW) + ROW for name in layer) - ROW for layer in order]
    tallest = max(sizes, default=0.0)
    boxes = {}
    for number, (layer, size) in enumerate(zip(order, sizes, strict=True)):
        room = (tallest - size) / (len(layer) + 1) if len(layer) > 1 else 0.0
        y = (tallest - size) / 2 - room * (len(layer) - 1) / 2
        for name in layer:
            height = heights.get(name, ROW)
            boxes[name] = Placed(number * (BOX + GAP) + BOX / 2, y + height / 2, height, number)
            y += height + ROW + room
    return boxes
