"""Text for a terminal: what comes from a file is made safe; counts, lists and shortened names read the same everywhere.

Names, paths, ARNs and error texts pass through `safe` before they are drawn or printed. Files that
are written keep the true string: a name is an identity, so nothing is normalised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")

_MOST_NAMES = 1000
"""Names that are compared with an unknown one; each takes a fraction of a millisecond."""
_LONGEST_NAME = 200
"""Characters of a name that is compared; longer names are not typed."""
_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, invisible fillers
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero-width, line separators, bidi
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"  # variation selectors, byte order mark
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # joiners and beams of scripts rarely used
    "\ud800-\udfff"  # lone surrogates cannot be printed at all
    "\U000e0000-\U000e0fff]"  # tags
)


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def safe(text: str) -> str:
    """Return `text` with control, bidi, zero-width and tag characters written out visibly."""
    return _HOSTILE.sub(_visible, text)


def closest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the one of the known names that is spelt like `name`; empty if there is none.

    `cutoff` is how alike they must be, from 0 to 1. Of very long names and lists only a part is compared.
    """
    # Imported late: only a mistake needs it.
    from difflib import get_close_matches

    candidates = [entry for entry in islice(known, _MOST_NAMES) if len(entry) < _LONGEST_NAME]
    near = get_close_matches(name[:_LONGEST_NAME], candidates, n=1, cutoff=cutoff)
    return near[0] if near else ""


def shorten(text: str, limit: int = 60) -> str:
    """Return `text` made safe and cut to `limit` characters, for use inside a message."""
    shown = safe(text[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def counted(number: int, noun: str, plural: str | None = None, *, separator: str = "") -> str:
    """Write a number with its noun: ``1 state``, ``2 states``.

    `plural` is needed if it is not the noun with an "s"; `separator` separates the thousands.
    """
    # -1 is singular too: a difference is counted as well.
    word = noun if abs(number) == 1 else plural or f"{noun}s"
    return f"{number:{separator}} {word}"


def listed(
    names: Sequence[_T], most: int | None = None, *, last: str = "", write: Callable[[_T], str] = str
) -> str:
    """Write names for a sentence: ``a, b``, or ``a, b and 3 more`` if there are more than `most`.

    With `last`, that word is put before the last name: ``a, b or c``. `write` turns a name into its
    text; only the names that are shown are written.
    """
    shown = [write(name) for name in names[:most]]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    if last and len(shown) > 1:
        return f"{', '.join(shown[:-1])} {last} {shown[-1]}"
    return ", ".join(shown)


def article(noun: str) -> str:
    """Put the indefinite article before a noun."""
    return f"{'an' if noun[:1] in 'AEIOUaeiou' else 'a'} {noun}"
