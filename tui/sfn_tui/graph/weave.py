"""From nodes and strands to a layered grid: labels and lanes become vertices of their own."""

from __future__ import annotations

from collections import Counter

from sfn_tui.graph.grid import Link, LinkKind, Plan, Strand, Vertex
from sfn_tui.graph.sides import entry_lane, finish, leaving_ports, other_ports
from sfn_tui.graph.strands import StrandGraph
from sfn_tui.graph.walk import forward_exits, longest_paths, walk, with_label_layers
from sfn_tui.text.cells import cells

STRAIGHT = 100.0
"""Weight of the only way into a state. Weak weights here made a graph of 1,000 states 948 columns wide."""
MAIN_EXIT = 30.0
"""Weight of a fork's exit to the main way; others weigh 1."""
LANE = 2.0
LOOP_LANE = 4.0
LOOP_END = 3.0


class Weaver:
    """Builds the layers of one graph."""

    def __init__(self, graph: StrandGraph, boxes: list[Vertex], *, compact: bool) -> None:
        self.graph = graph
        self.boxes = boxes
        self.compact = compact
        self.exits = forward_exits(graph)
        self.met, self.order = walk(graph.start, self.exits)
        depth = longest_paths(self.order, self.exits)
        layer_of, count = with_label_layers(depth, self.exits)
        for box, layer in zip(boxes, layer_of, strict=True):
            box.layer = layer
        self.layers: list[list[Vertex]] = [[] for _ in range(count)]
        self.lanes: dict[tuple[int, str, int], Vertex] = {}
        """Lanes by target, line and layer: all long lines to a target share them."""
        self.entering = Counter((s.target, s.line) for s in graph.strands if not s.loop)

    def plan(self) -> Plan:
        """Make all vertices and links, in the order of the walk, and number the layers' vertices."""
        self._make_ports()
        for node in self.met:
            self.layers[self.boxes[node].layer].append(self.boxes[node])
        for node in self.met:
            self._leave(node)
        for strand in self.graph.strands:
            if strand.loop and strand.source != strand.target:
                self._loop_back(strand)
        for layer in self.layers:
            for position, vertex in enumerate(layer):
                vertex.position = position
        return Plan(self.boxes, self.graph.strands, self.layers)

    def _make_ports(self) -> None:
        first = 0 if self.compact else 1
        loops: dict[int, list[Strand]] = {}
        entering: dict[int, list[Strand]] = {}
        for strand in self.graph.strands:
            if strand.loop:
                loops.setdefault(strand.source, []).append(strand)
                entering.setdefault(strand.target, []).append(strand)
        for node, strands in loops.items():
            away = [strand for strand in strands if strand.source != strand.target]
            self.boxes[node].ports = leaving_ports(self.boxes[node], away, self._first_row(node, first))
        for node, box in enumerate(self.boxes):
            catches = [strand for strand in self.exits[node] if strand.line == "catch"]
            into = entering.get(node, [])
            if not (catches or into or box.ports):
                continue
            own = [strand for strand in into if strand.source == node]
            sources = [
                (self.boxes[strand.source], port)
                for strand in into
                if strand.source != node
                for port in self.boxes[strand.source].ports
                if port.strand is strand
            ]
            entry = entry_lane(box, sources) if sources else None
            row = self._first_row(node, first)
            box.ports += other_ports(box, catches, own, entry, row + len(box.ports))
            for port in box.ports:
                if port.strand is not None:
                    port.strand.ports.append(port)
            frame = 2 if row else 0
            finish(box, row, frame)

    def _first_row(self, node: int, first: int) -> int:
        return 1 if self.boxes[node].inner else first

    def _leave(self, node: int) -> None:
        box = self.boxes[node]
        plain = [strand for strand in self.exits[node] if strand.line == "next"]
        for strand in self.exits[node]:
            if strand.line == "catch":
                port = strand.ports[0]
                strand.link = self._run_down(box, strand, port.lane - box.left)
            elif strand.texts or len(plain) > 1:
                self._label(box, strand)
            else:
                strand.link = self._run_down(box, strand, 0)

    def _label(self, box: Vertex, strand: Strand) -> None:
        texts = strand.texts or ["Next"]
        label = Vertex("label", box.layer + 1, max(map(cells, texts)) + 2, len(texts))
        label.texts = texts
        self.layers[label.layer].append(label)
        strand.label = label
        strand.link = Link(box, label, "next", 0, 0, 1.0)
        self._run_down(label, strand, 0)

    def _run_down(self, start: Vertex, strand: Strand, offset: int) -> Link:
        """Lead a strand from `start` to its target, in lanes through the layers between."""
        target = self.boxes[strand.target]
        only = self.entering[strand.target, strand.line] == 1
        heavy = only and strand.line == "next"
        first: Link | None = None
        above = start
        for layer in range(start.layer + 1, target.layer):
            lane, new = self._lane(strand.target, strand.line, layer)
            weight = STRAIGHT if heavy else LANE if above.kind == "lane" else 1.0
            link = Link(above, lane, strand.line, offset, 0, weight)
            first = first or link
            above, offset = lane, 0
            if not new:
                return first
        aside = self._entry_offset(target, strand)
        link = Link(above, target, strand.line, offset, aside, STRAIGHT if heavy else 1.0)
        return first or link

    def _entry_offset(self, target: Vertex, strand: Strand) -> int:
        """Catches enter beside the centre where other lines enter too, so that the two stay apart."""
        if strand.line == "next" or not self.entering[strand.target, "next"]:
            return 0
        return min(4, target.width // 2 - 2)

    def _lane(self, target: int, line: str, layer: int) -> tuple[Vertex, bool]:
        lane = self.lanes.get((target, line, layer))
        if lane is not None:
            return lane, False
        lane = self.lanes[target, line, layer] = Vertex("lane", layer)
        self.layers[layer].append(lane)
        return lane, True

    def _loop_back(self, strand: Strand) -> None:
        """Lead a loop from its target (above) down to its source, through lanes of their own."""
        source, target = self.boxes[strand.source], self.boxes[strand.target]
        entry = target.ports[-1]
        above, offset = target, entry.lane - target.left
        kind: LinkKind = "catch" if self._only_catches(strand.target) else "loop"
        for layer in range(target.layer + 1, source.layer):
            lane, new = self._lane(strand.target, "loop", layer)
            if new:
                Link(above, lane, kind, offset, 0, LOOP_LANE, loop=True)
            above, offset = lane, 0
        port = strand.ports[-1]
        lower = port.lane - source.left
        # Several lines of one box to one target share the lane, and so this last link.
        known = (link for link in source.up if link.upper is above and link.lower_offset == lower)
        strand.link = next(known, None) or Link(above, source, kind, offset, lower, LOOP_END, loop=True)

    def _only_catches(self, target: int) -> bool:
        return all(s.line == "catch" for s in self.graph.strands if s.loop and s.target == target)
