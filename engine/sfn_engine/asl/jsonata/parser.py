"""A text → its syntax tree."""

from __future__ import annotations

from sfn_engine.asl.jsonata.cursor import MAX_DEPTH, Cursor, Grammar
from sfn_engine.asl.jsonata.errors import JsonataError
from sfn_engine.asl.jsonata.operators import OPERATORS, POWERS
from sfn_engine.asl.jsonata.tree import Expression
from sfn_engine.asl.jsonata.values import VALUES

__all__ = ["MAX_DEPTH", "parse"]

_GRAMMAR = Grammar(VALUES, OPERATORS, POWERS)


def parse(text: str) -> Expression:
    """Return the tree of an expression, the text between ``{%`` and ``%}``.

    Raises `JsonataError` for anything that is not JSONata, and for what is nested deeper than `MAX_DEPTH`.
    """
    parser = Cursor(text, _GRAMMAR)
    try:
        tree = parser.whole()
    except RecursionError:  # called from deep inside something else
        raise JsonataError("nested too deep to be read", parser.tokens.start) from None
    if parser.is_unusual:
        # Imported late, as few expressions need it.
        from sfn_engine.asl.jsonata.structure import check_structure

        check_structure(tree)
    return tree
