"""Does a text match what was typed? For search, help and palette."""

from __future__ import annotations

from dataclasses import dataclass

MatchSpan = tuple[int, int]
"""Begin and end of a part of a text, in characters."""

EXACT, BEGINS, AT_WORD, WITHIN, FUZZY = 1.0, 0.9, 0.8, 0.6, 0.2
"""How well one word matches."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where and how well words match."""

    score: float
    """From 0 to 1."""
    spans: tuple[MatchSpan, ...]
    """In order, apart from one another."""
    fuzzy: bool = False
    """True where a word's letters are there, but not side by side."""


def fold(text: str) -> str:
    """Return `text` in lower case, with every character at its old position."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    # Some capitals become two characters (İ), which would move the spans.
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def joined(matches: list[Match]) -> Match:
    """Make one match of those of several words."""
    if len(matches) == 1:
        return matches[0]
    score = sum(match.score for match in matches) / len(matches) if matches else 0.5
    spans = merged([span for match in matches for span in match.spans])
    return Match(score, spans, any(match.fuzzy for match in matches))


def match_word(word: str, text: str, folded: str, *, fuzzy: bool = True) -> Match | None:
    """Match one folded word against a text and its folded form: as a whole, or else by its letters."""
    index = folded.find(word)
    if index < 0:
        return _letters(word, text, folded) if fuzzy and len(word) > 1 else None
    if index == 0:
        return Match(EXACT if len(word) == len(folded) else BEGINS, ((0, len(word)),))
    better = index
    while better > 0 and not _begins_word(text, better):
        better = folded.find(word, better + 1)
    if better > 0:
        return Match(AT_WORD, ((better, better + len(word)),))
    return Match(WITHIN, ((index, index + len(word)),))


def _letters(word: str, text: str, folded: str) -> Match | None:
    """Find the word's letters in order, the first at the beginning of a word, not too far apart.

    Without the two conditions nearly any short word would be found in nearly any long text.
    """
    start = folded.find(word[0])
    while start >= 0:
        if _begins_word(text, start):
            indices = _follow(word, folded, start)
            if not indices:
                return None
            if indices[-1] - start < 4 * len(word) + 4:
                return Match(FUZZY, merged([(index, index + 1) for index in indices]), fuzzy=True)
        start = folded.find(word[0], start + 1)
    return None


def _follow(word: str, folded: str, start: int) -> list[int]:
    """Return the indices of the word's letters from `start`, or nothing where one is missing."""
    indices = [start]
    for char in word[1:]:
        index = folded.find(char, indices[-1] + 1)
        if index < 0:
            return []
        indices.append(index)
    return indices


def _begins_word(text: str, index: int) -> bool:
    if index == 0:
        return True
    before, here = text[index - 1], text[index]
    return (here.isalnum() and not before.isalnum()) or (here.isupper() and before.islower())


def merged(spans: list[MatchSpan]) -> tuple[MatchSpan, ...]:
    """Return spans in order, with those that touch made one."""
    result: list[MatchSpan] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)
