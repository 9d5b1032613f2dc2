"""The layered graph while it is laid out: vertices in layers, links between neighbouring layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from sfn_engine.asl.model import State, StatePath
from sfn_tui.graph.values import BoxText

if TYPE_CHECKING:
    from sfn_tui.graph.strands import Strand
    from sfn_tui.graph.tracks import Net

VertexKind: TypeAlias = Literal["box", "label", "lane"]
LinkKind: TypeAlias = Literal["next", "catch", "loop"]
"""How a line looks; a loop of catches only looks like a catch."""
Heading: TypeAlias = Literal["up", "down", "self", "in"]


@dataclass(slots=True, eq=False)
class SidePort:
    """A place at the right side of a box where a line leaves or enters."""

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
        """Place in its layer, from the left."""
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
        """Laid out scopes inside a container, each with its column in the box."""

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
class Plan:
    """One scope, laid out: a grid of its own that is placed inside its container."""

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
