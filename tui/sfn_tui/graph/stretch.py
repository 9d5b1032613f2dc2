"""Side lines are drawn out to the column where their lane continues, so that they need no second turn."""

from __future__ import annotations

from collections.abc import Sequence

from sfn_tui.graph.grid import Link, Plan, SidePort, Vertex

FAR = 10**6


def stretch_ports(plan: Plan) -> None:
    """Move the turns of side lines outwards where nothing is in the way; sets the plan's width."""
    for box in plan.nodes:
        if not box.ports:
            continue
        room = _room(plan, box)
        for lane in {port.lane for port in box.ports if not port.join}:
            _stretch(box, lane, room, below=True)
            _stretch(box, lane, room, below=False)
        lanes = [port.lane + 1 - box.left for port in box.ports if not port.join]
        box.right = max([box.right, *lanes])
    plan.width = max((vertex.center + vertex.right for layer in plan.layers for vertex in layer), default=0)


def _room(plan: Plan, box: Vertex) -> int:
    """Return the last column right of the box that its side lines may use."""
    layer = plan.layers[box.layer]
    if box.position + 1 == len(layer):
        return FAR
    return layer[box.position + 1].x - 2


def _stretch(box: Vertex, lane: int, room: int, *, below: bool) -> None:
    """Draw out the ports that turn at `lane`, to the farthest column in which one of their lines continues."""
    ports = [port for port in box.ports if port.lane == lane and _leads(port, below=below) and not port.join]
    offset = lane - box.left
    links: Sequence[Link]
    if below:
        links = [link for link in box.down if link.upper_offset == offset]
        columns = [link.lower.center + link.lower_offset for link in links]
    else:
        links = [link for link in box.up if link.loop and link.lower_offset == offset]
        columns = [link.upper.center + link.upper_offset for link in links]
    wanted = max(columns, default=0) - box.x
    if not ports or wanted <= lane or box.x + wanted > room:
        return
    if not _nested(box.ports, ports, wanted, below=below):
        return
    for port in ports:
        port.lane = wanted
    for link in links:
        if below:
            link.upper_offset = wanted - box.left
        else:
            link.lower_offset = wanted - box.left


def _leads(port: SidePort, *, below: bool) -> bool:
    """Say whether a port's line continues below the box, or above it."""
    return port.heading in (("down", "in") if below else ("up",))


def _nested(ports: Sequence[SidePort], moved: Sequence[SidePort], lane: int, *, below: bool) -> bool:
    """Say whether the lines of one box still do not cross when `moved` turn at `lane`."""
    for port in ports:
        if port in moved or port.join:
            continue
        if port.heading == "self":
            if below and port.lane >= lane:
                return False
        elif _leads(port, below=below):
            outer = port.row < moved[0].row if below else port.row > moved[0].row
            if port.lane == lane or outer != (port.lane > lane):
                return False
    return True
