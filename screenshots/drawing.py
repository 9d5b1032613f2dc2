"""From cells to a PNG."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from screenshots.cells import Cell
from screenshots.glyphs import mask_of

CELL = (12, 24)
"""Pixels of a cell."""
_FONT_SIZE = 20
_FAMILY = "DejaVuSansMono"
"""Debian has it as fonts-dejavu-core; Pillow finds it among the system's fonts."""
_COLOURS = 255


class Painter:
    """Draws cells one by one."""

    def __init__(self) -> None:
        plain = _font("")
        self._fonts = {
            (False, False): plain,
            (True, False): _font("-Bold"),
            (False, True): _font("-Oblique", plain),
            (True, True): _font("-BoldOblique", _font("-Bold")),
        }
        ascent, descent = plain.getmetrics()
        self._baseline = (CELL[1] - ascent - descent) // 2 + ascent

    def paint(self, rows: list[list[Cell]]) -> Image.Image:
        """Return the picture of a screen."""
        columns = max(sum(cell.width for cell in row) for row in rows)
        image = Image.new("RGB", (columns * CELL[0], len(rows) * CELL[1]))
        draw = ImageDraw.Draw(image)
        for line, row in enumerate(rows):
            # All backgrounds are drawn first: an italic letter may lean into the next cell.
            for ground in (True, False):
                column = 0
                for cell in row:
                    origin = column * CELL[0], line * CELL[1]
                    if ground:
                        corner = origin[0] + cell.width * CELL[0] - 1, origin[1] + CELL[1] - 1
                        draw.rectangle((origin, corner), fill=cell.background)
                    else:
                        self._ink(image, draw, cell, origin)
                    column += cell.width
        return image

    def _ink(self, image: Image.Image, draw: ImageDraw.ImageDraw, cell: Cell, origin: tuple[int, int]) -> None:
        x, y = origin
        mask = mask_of(cell.text, *CELL)
        if mask is not None:
            image.paste(cell.foreground, origin, mask)
        elif not cell.text.isspace():
            font = self._fonts[cell.bold, cell.italic]
            draw.text((x, y + self._baseline), cell.text, font=font, fill=cell.foreground, anchor="ls")
        right = x + cell.width * CELL[0] - 1
        if cell.underline:
            draw.rectangle((x, y + self._baseline + 2, right, y + self._baseline + 3), fill=cell.foreground)
        if cell.strike:
            middle = y + self._baseline - 6
            draw.rectangle((x, middle, right, middle + 1), fill=cell.foreground)


def save(image: Image.Image, path: Path) -> None:
    """Write a PNG, with a palette: a screen has few colours, and the file becomes a third as large."""
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def _font(style: str, instead: ImageFont.FreeTypeFont | None = None) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(f"{_FAMILY}{style}.ttf", _FONT_SIZE)
    except OSError:
        if instead is None:
            raise SystemExit(f"the font {_FAMILY}{style}.ttf is not installed (Debian: fonts-dejavu-core)") from None
        return instead
