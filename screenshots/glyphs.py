"""Lines and blocks drawn by hand, so that those of neighbouring cells join without a gap."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

from PIL import Image, ImageDraw

Arm = Literal["up", "right", "down", "left"]
Weight = Literal["light", "heavy", "double"]

_FINE = 4
"""Masks are drawn so many times larger, for smooth arcs."""
_DIRECTIONS: dict[str, tuple[Arm, ...]] = {
    "UP": ("up",),
    "DOWN": ("down",),
    "LEFT": ("left",),
    "RIGHT": ("right",),
    "HORIZONTAL": ("left", "right"),
    "VERTICAL": ("up", "down"),
}
_WEIGHTS: dict[str, Weight] = {"LIGHT": "light", "SINGLE": "light", "HEAVY": "heavy", "DOUBLE": "double"}
_DASHES = {"DOUBLE DASH ": 2, "TRIPLE DASH ": 3, "QUADRUPLE DASH ": 4}
_SHADES = {"░": 64, "▒": 128, "▓": 192}


@lru_cache(1024)
def mask_of(character: str, width: int, height: int) -> Image.Image | None:
    """Return where a cell of that size is inked; None for a character that the font draws."""
    if len(character) != 1 or not "─" <= character <= "▟":
        return None
    mask = Image.new("L", (width * _FINE, height * _FINE), 0)
    pen = _Pen(ImageDraw.Draw(mask), width, height)
    if not (pen.line(character) if character < "▀" else pen.block(character)):
        return None
    return mask.resize((width, height), Image.Resampling.BOX)


def arms(character: str) -> dict[Arm, Weight]:
    """Return the arms of a line character, read off its name: ``BOX DRAWINGS VERTICAL DOUBLE AND RIGHT SINGLE``."""
    name = unicodedata.name(character).removeprefix("BOX DRAWINGS ")
    for dash in _DASHES:
        name = name.replace(dash, "")
    found: dict[Arm, Weight] = {}
    weight: Weight = "light"
    for part in name.split(" AND "):
        words = part.split()
        # A part without a weight of its own has that of the part before it.
        weight = next((_WEIGHTS[word] for word in words if word in _WEIGHTS), weight)
        found.update({arm: weight for word in words for arm in _DIRECTIONS.get(word, ())})
    return found


class _Pen:
    """Draws into the mask of one cell; its measures are whole pixels of the finished picture."""

    def __init__(self, draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
        self._draw = draw
        self._width, self._height = width, height
        self._light = max(round(width / 6), 1)
        self._centre = (width // 2, height // 2)

    def _box(self, left: float, top: float, right: float, bottom: float, ink: int = 255) -> None:
        if right > left and bottom > top:
            corners = (round(left * _FINE), round(top * _FINE), round(right * _FINE) - 1, round(bottom * _FINE) - 1)
            self._draw.rectangle(corners, fill=ink)

    # Lines.

    def line(self, character: str) -> bool:
        """Draw a line character; False for a diagonal."""
        name = unicodedata.name(character)
        if "DIAGONAL" in name:
            return False
        if "ARC" in name:
            self._arc(arms(character))
            return True
        dashes = next((count for word, count in _DASHES.items() if word in name), 0)
        if dashes:
            self._dashed(arms(character), dashes)
            return True
        found = arms(character)
        doubles = [arm for arm, weight in found.items() if weight == "double"]
        for arm in doubles:
            self._arm(arm, self._thick("double"), into=self._thick("double"))
        for arm in doubles:
            self._arm(arm, self._light, into=self._light, ink=0)
        for arm, weight in found.items():
            if weight != "double":
                self._arm(arm, self._thick(weight), into=self._meeting(arm, found))
        return True

    def _thick(self, weight: Weight) -> int:
        return self._light * {"light": 1, "heavy": 2, "double": 3}[weight]

    def _meeting(self, arm: Arm, found: dict[Arm, Weight]) -> int:
        """Return how wide the line is that an arm runs into; negative where it stops before the gap of a double one."""
        across: tuple[Arm, ...] = ("left", "right") if arm in ("up", "down") else ("up", "down")
        met = [found[other] for other in across if other in found]
        if "double" in met:
            return -self._light if len(met) == 2 else self._thick("double")
        return max((self._thick(weight) for weight in met), default=0)

    def _span(self, centre: int, thickness: int) -> tuple[int, int]:
        start = centre - thickness // 2
        return start, start + thickness

    def _arm(self, arm: Arm, thickness: int, into: int, ink: int = 255) -> None:
        """Draw from the cell's edge to its middle and as far on as the line that is met there is wide."""
        x, y = self._centre
        before, after = self._span(y if arm in ("up", "down") else x, abs(into))
        if into < 0:
            before, after = after, before
        if arm in ("up", "down"):
            left, right = self._span(x, thickness)
            top, bottom = (0, after) if arm == "up" else (before, self._height)
        else:
            top, bottom = self._span(y, thickness)
            left, right = (0, after) if arm == "left" else (before, self._width)
        self._box(left, top, right, bottom, ink)

    def _dashed(self, found: dict[Arm, Weight], count: int) -> None:
        thickness = self._thick(next(iter(found.values())))
        x, y = self._centre
        lying = "left" in found
        length = self._width if lying else self._height
        start, end = self._span(y if lying else x, thickness)
        for dash in range(count):
            first = (dash + 0.2) * length / count
            last = (dash + 0.8) * length / count
            self._box(*((first, start, last, end) if lying else (start, first, end, last)))

    def _arc(self, found: dict[Arm, Weight]) -> None:
        thickness = self._light
        x, y = self._centre
        left, right = self._span(x, thickness)
        top, bottom = self._span(y, thickness)
        radius = min(self._width - x, self._height - y, x, y)
        if "down" in found:
            corner_y, edge = bottom - thickness / 2 + radius, self._height
            self._box(left, corner_y, right, edge)
        else:
            corner_y = top + thickness / 2 - radius
            self._box(left, 0, right, corner_y)
        if "right" in found:
            corner_x = right - thickness / 2 + radius
            self._box(corner_x, top, self._width, bottom)
            turn = 180 if "down" in found else 90
        else:
            corner_x = left + thickness / 2 - radius
            self._box(0, top, corner_x, bottom)
            turn = 270 if "down" in found else 0
        reach = radius + thickness / 2
        ring = [(corner_x - reach) * _FINE, (corner_y - reach) * _FINE]
        ring += [(corner_x + reach) * _FINE - 1, (corner_y + reach) * _FINE - 1]
        self._draw.arc(ring, turn, turn + 90, fill=255, width=thickness * _FINE)

    # Blocks.

    def block(self, character: str) -> bool:
        """Draw a block character."""
        code = ord(character)
        width, height = self._width, self._height
        if character in _SHADES:
            self._box(0, 0, width, height, _SHADES[character])
        elif 0x2581 <= code <= 0x2588:
            self._box(0, height - round(height * (code - 0x2580) / 8), width, height)
        elif 0x2589 <= code <= 0x258F:
            self._box(0, 0, round(width * (0x2590 - code) / 8), height)
        elif character == "▀":
            self._box(0, 0, width, height - round(height / 2))
        elif character == "▐":
            self._box(round(width / 2), 0, width, height)
        elif character == "▔":
            self._box(0, 0, width, round(height / 8))
        elif character == "▕":
            self._box(width - round(width / 8), 0, width, height)
        else:
            self._quadrants(unicodedata.name(character))
        return True

    def _quadrants(self, name: str) -> None:
        x, y = self._centre
        for words, corners in (
            ("UPPER LEFT", (0, 0, x, y)),
            ("UPPER RIGHT", (x, 0, self._width, y)),
            ("LOWER LEFT", (0, y, x, self._height)),
            ("LOWER RIGHT", (x, y, self._width, self._height)),
        ):
            if words in name:
                self._box(*corners)
