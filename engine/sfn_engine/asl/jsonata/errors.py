"""Why a text is not JSONata."""

from __future__ import annotations


class JsonataError(Exception):
    """A text that is not JSONata: what is wrong, in words, and where."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        """Of the character that is wrong, from 0; the length of the text if something is missing at its end."""
