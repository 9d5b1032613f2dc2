"""What can go wrong: an input that cannot be used, a name that nothing has, an edit that is refused."""

from __future__ import annotations


class DefinitionError(ValueError):
    """An input that cannot be used as a state machine.

    `str(error)` is the one line a person reads: ``file:line:column: what is wrong``.
    """

    def __init__(
        self,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        path: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message: str = message
        """What is wrong, in one line without control characters."""
        self.line: int | None = line
        """Line in the file, counted from 1; None if the location is unknown."""
        self.column: int | None = column
        """Column in characters, counted from 1."""
        self.path: str | None = path
        """The file as the person named it, or None for text that came from no file."""

    def at(self, path: str) -> DefinitionError:
        """Return the same error, told of the file it is about."""
        return DefinitionError(self.message, line=self.line, column=self.column, path=path)

    def __str__(self) -> str:
        where = [self.path] if self.path is not None else []
        if self.line is not None:
            where += [str(self.line), str(self.column or 1)]
        return ":".join(part for part in where if part is not None) + (": " if where else "") + self.message


class UnknownName(KeyError):
    """A name that no state or target has, or more than one; the text says so, and which names there are."""

    def __str__(self) -> str:
        # A KeyError shows its argument as Python writes it, in quotes.
        return str(self.args[0])


class EditRefused(ValueError):
    """A what-if edit that the integration or the language does not offer; the text says why."""
