"""Terraform's language (HCL), taken apart into tokens of which each opening one knows its closing one.

Specification: hashicorp/hcl, hclsyntax/spec.md. A string or heredoc with placeholders is an opening token,
what is in it, and a closing token; so is a placeholder. Stepping over any of them needs no search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple, NoReturn, TypeAlias

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.positions import line_and_column

MAX_NESTING = 100
"""Brackets, strings and placeholders inside each other. It keeps the readers' recursion small."""

MAX_SCRIPT = 4_000_000
"""Characters of a Terraform file."""

Kind: TypeAlias = Literal["name", "number", "mark", "newline", "string", "text", "escape", "open", "close"]


class Token(NamedTuple):
    """A token and its offsets in the text."""

    kind: Kind
    """``string`` is a string without placeholders and escapes; ``text`` and ``escape`` are inside others."""
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Script:
    """The tokens of a text."""

    text: str
    tokens: list[Token]
    partners: dict[int, int]
    """The index of each opening token → the index of its closing one."""

    def word(self, index: int) -> str:
        """Return the text of a token."""
        return self.text[self.tokens[index].start : self.tokens[index].end]

    def sign(self, index: int) -> str:
        """Return the first character of a token, which tells strings, heredocs and brackets apart."""
        return self.text[self.tokens[index].start]

    def after(self, index: int) -> int:
        """Return the index after a token, and after all that it encloses."""
        return self.partners.get(index, index) + 1

    def fault(self, index: int, message: str) -> DefinitionError:
        """Return an error about a token; one past the last is the end of the text."""
        offset = self.tokens[index].start if index < len(self.tokens) else len(self.text)
        return fault_at(self.text, offset, message)


def fault_at(text: str, offset: int, message: str) -> DefinitionError:
    """Return an error about a location in a Terraform file."""
    line, column = line_and_column(text, offset)
    return DefinitionError(message, line=line, column=column)


def tokenize(text: str) -> Script:
    """Take a text apart.

    Raises `DefinitionError` at what is not closed, nested too deep, or not a token.
    """
    if len(text) > MAX_SCRIPT:
        raise DefinitionError(f"the Terraform file is larger than {MAX_SCRIPT:,} characters")
    return _Lexer(text).run()


_CODE = re.compile(
    r"(?P<blank>(?:[ \t\r\ufeff]|\#[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/)+)"
    r"|(?P<newline>\n)"
    r"|(?P<comment>/\*)"
    r"|(?P<name>[^\W\d][\w-]*)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r'|(?P<string>"[^"\\$%\n]*+")'
    r'|(?P<quote>")'
    r"|(?P<heredoc><<-?[^\W\d][\w-]*\r?\n)"
    r"|(?P<open>[{[(])"
    r"|(?P<close>[]})])"
    r"|(?P<mark>==|!=|<=|>=|=>|&&|\|\||\.\.\.|::|[-+*/%=<>!?:.,~])"
)
_PLAIN_SIGN = r"\$(?!\$?\{)|%(?!%?\{)"
_QUOTED = re.compile(
    r"(?P<escape>\\(?:u[0-9a-fA-F]{4}|U000[0-9a-fA-F]{5}|U0010[0-9a-fA-F]{4}|[nrt\"\\])|\$\$\{|%%\{)"
    r"|(?P<open>[$%]\{)"
    rf"|(?P<text>(?:[^\"\\$%\n]++|{_PLAIN_SIGN})++)"
    r'|(?P<close>")'
)
_HEREDOC = re.compile(
    rf"(?P<escape>\$\$\{{|%%\{{)|(?P<open>[$%]\{{)|(?P<text>(?:[^$%\n]++|{_PLAIN_SIGN})++\n?|\n)"
)
_MARKER = re.compile(r"[^\S\n]*([^\W\d][\w-]*)[^\S\n]*(?=\n|\Z)")
_CLOSING = {"{": "}", "[": "]", "(": ")", "$": "}", "%": "}"}
_WHAT = {'"': "string", "<": "heredoc", "$": "placeholder", "%": "directive"}


class _Lexer:
    """One pass over the text with a stack of what is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 0
        self.tokens: list[Token] = []
        self.partners: dict[int, int] = {}
        self.stack: list[int] = []

    def run(self) -> Script:
        readers = {'"': self._quoted, "<": self._heredoc}
        while self.offset < len(self.text):
            readers.get(self._inside(), self._code)()
        if self.stack:
            self._not_closed()
        return Script(self.text, self.tokens, self.partners)

    def _inside(self) -> str:
        return self.text[self.tokens[self.stack[-1]].start] if self.stack else ""

    def _code(self) -> None:
        """Read up to where a string's text begins or continues."""
        text, match_at = self.text, _CODE.match
        while self.offset < len(text):
            match = match_at(text, self.offset)
            kind = match.lastgroup if match is not None else "comment"
            if match is None or kind == "comment":
                what = "a comment that is not closed" if match is not None else repr(shorten(text[self.offset]))
                self._fail(f"not Terraform: unexpected {what}")
            start, self.offset = self.offset, match.end()
            if kind == "open" or kind == "quote" or kind == "heredoc":
                self._open(start)
                if kind != "open":
                    return
            elif kind == "close":
                self._close(start, _CLOSING.get(self._inside(), ""))
                if self._inside() in ('"', "<"):
                    return
            elif kind != "blank":
                self.tokens.append(Token(kind, start, self.offset))  # type: ignore[arg-type]

    def _quoted(self) -> None:
        match = _QUOTED.match(self.text, self.offset)
        if match is None and self.text[self.offset] == "\\":
            self._fail("not Terraform: a string has an unknown escape sequence")
        if match is None:
            self._not_closed()
        self._template_token(match)

    def _heredoc(self) -> None:
        """Read one run of a heredoc's text, or the line that ends it."""
        start = self.offset
        marker = _MARKER.match(self.text, start) if self.text[start - 1] == "\n" else None
        if marker is not None and marker[1] == heredoc_name(self.text, self.tokens[self.stack[-1]]):
            self.offset = marker.end()
            self._close(start)
            return
        match = _HEREDOC.match(self.text, start)
        assert match is not None  # the last alternatives take any character
        self._template_token(match)

    def _template_token(self, match: re.Match[str]) -> None:
        start, self.offset = self.offset, match.end()
        if match.lastgroup == "open":
            self._open(start)
        elif match.lastgroup == "close":
            self._close(start)
        else:
            self.tokens.append(Token(match.lastgroup, start, self.offset))  # type: ignore[arg-type]

    def _open(self, start: int) -> None:
        if len(self.stack) >= MAX_NESTING:
            self.offset = start
            self._fail(f"nested deeper than {MAX_NESTING} levels")
        self.stack.append(len(self.tokens))
        self.tokens.append(Token("open", start, self.offset))

    def _close(self, start: int, wanted: str | None = None) -> None:
        found = self.text[start]
        if wanted is not None and found != wanted:
            self.offset = start
            self._fail(f"not Terraform: unexpected {found!r}{f', expected {wanted!r}' if wanted else ''}")
        self.partners[self.stack.pop()] = len(self.tokens)
        self.tokens.append(Token("close", start, self.offset))

    def _not_closed(self) -> NoReturn:
        self.offset = self.tokens[self.stack[-1]].start
        sign = self.text[self.offset]
        self._fail(f"not Terraform: the {_WHAT.get(sign, repr(sign))} that starts here is not closed")

    def _fail(self, message: str) -> NoReturn:
        raise fault_at(self.text, self.offset, message)


def heredoc_name(text: str, token: Token) -> str:
    """Return the word that ends a heredoc, from the token that opens it."""
    return text[token.start : token.end].strip().lstrip("<").removeprefix("-")
