"""The layered graph while it is laid out: vertices in layers, links between neighbouring layers.

Its parts refer to one another, so they are all declared here; the steps of the layout import them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sfn_engine.asl.model import Edge, State, StatePath
from sfn_tui.graph.values import BoxText

VertexKind: TypeAlias = Literal["box", "label", "lane"]
LinkKind: TypeAlias = Literal["next", "catch", "loop"]
"""How a line looks; a loop of catches only looks like a catch."""
EdgeLine: TypeAlias = Literal["next", "catch"]
Heading: TypeAlias = Literal["up", "down", "self", "in"]


@dataclass(slots=True, eq=False)
class SidePort:
    """A cell at the right side of a box where a line leaves or enters."""

    heading: Heading
    """`up` is a loop that leaves, `in` the loops that enter, `down` a catch, `self` a loop to itself."""
    row: int
    """Rows below the top of the box."""
    lane: int
    """Columns right of the box's left edge, where the line turns."""
    text: str = ""
    strand: Strand | None = None
    join: Vertex | None = None
    """A lane of the same layer that the line runs straight into, instead of turning."""


class Vertex:
    """A box, a label, or a lane that a long line takes through a layer."""

    __slots__ = (
        "at", "center", "content", "down", "height", "inner", "kind", "layer", "left", "ports", "position",
        "right", "state", "texts", "up", "width", "y",
    )  # fmt: skip

    def __init__(self, kind: VertexKind, layer: int, width: int = 1, height: int = 1) -> None:
        self.kind: VertexKind = kind
        self.layer = layer
        self.position = 0
        """Position in its layer, from the left."""
        self.width = width
        """Columns of the box or label itself."""
        self.height = height
        self.left = width // 2
        """Columns left of the centre column."""
        self.right = width - self.left
        """Columns from the centre column on, with the margin where side lines turn."""
        self.at = 0.0
        """Centre column while columns are balanced."""
        self.center = 0
        """Centre column, settled."""
        self.y = 0
        self.up: list[Link] = []
        self.down: list[Link] = []
        self.ports: list[SidePort] = []
        self.texts: Sequence[str] = ()
        self.state: State | StatePath = ()
        self.content = BoxText("", "")
        self.inner: list[tuple[Plan, int]] = []
        """Laid out graphs inside a container, each with its column in the box."""

    @property
    def x(self) -> int:
        """Left column."""
        return self.center - self.left


class Link:
    """A line between two neighbouring layers. A loop's link, too, has its upper end first."""

    __slots__ = ("kind", "loop", "lower", "lower_offset", "net", "upper", "upper_offset", "weight")

    def __init__(
        self,
        upper: Vertex,
        lower: Vertex,
        kind: LinkKind,
        upper_offset: int,
        lower_offset: int,
        weight: float,
        *,
        loop: bool = False,
    ) -> None:
        self.upper = upper
        self.lower = lower
        self.kind: LinkKind = kind
        self.upper_offset = upper_offset
        """Columns right of the upper vertex's centre."""
        self.lower_offset = lower_offset
        self.weight = weight
        """How strongly it wants to be straight."""
        self.loop = loop
        """True where it leads upwards."""
        self.net: Net | None = None
        upper.down.append(self)
        lower.up.append(self)

    def unlink(self) -> None:
        """Take the link out of the graph."""
        self.upper.down.remove(self)
        self.lower.up.remove(self)


@dataclass(slots=True, eq=False)
class Strand:
    """Edges drawn as one line between two nodes of a graph."""

    source: int
    target: int
    line: EdgeLine
    loop: bool
    edges: list[Edge] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """Labels to draw, safe and cut."""
    ports: list[SidePort] = field(default_factory=list)
    """Where it leaves at the right side of its box: loops one port a label, catches one."""
    link: Link | None = None
    """Its link next to the source, unless it joins a lane of the source's own layer."""
    label: Vertex | None = None


@dataclass(slots=True, eq=False)
class TrackRun:
    """A stretch in one track: columns where lines come from above, and where they continue below."""

    sources: set[int]
    targets: set[int]
    low: int
    high: int
    track: int = -1


@dataclass(slots=True, eq=False)
class Net:
    """Lines of one channel that may share cells."""

    links: list[Link] = field(default_factory=list)
    sources: set[int] = field(default_factory=set)
    targets: set[int] = field(default_factory=set)
    upper: TrackRun | None = None
    """Where it turns; None for a straight net."""
    lower: TrackRun | None = None
    """Where it turns again below; the same as `upper` but for a bent net."""
    bend: int = 0
    """Column between the two runs of a bent net."""
    row: int = 0
    """Row of track 0, in the plan."""

    def add(self, link: Link) -> None:
        """Take a link in."""
        self.links.append(link)
        self.sources.add(link.upper.center + link.upper_offset)
        self.targets.add(link.lower.center + link.lower_offset)
        link.net = self


@dataclass(slots=True, eq=False, weakref_slot=True)
class Plan:
    """One graph, laid out: a grid of its own that is placed inside its container."""

    nodes: list[Vertex]
    strands: Sequence[Strand]
    layers: list[list[Vertex]]
    gaps: list[list[int]] = field(default_factory=list)
    """For each layer the least distance between the centres of neighbours."""
    width: int = 0
    height: int = 0
    bottoms: list[int] = field(default_factory=list)
    """First row below each layer."""
    x: int = 0
    """Column in the whole drawing, once placed."""
    y: int = 0
