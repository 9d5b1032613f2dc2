"""What the grammar takes and the language does not: steps that are numbers, two groupings, ``%`` without a parent.

Follows the second pass of JSONata's own parsers step by step, so that the verdict is the same in every odd
case. Few expressions need it: the parser knows which. (JSONata's codes: S0209, S0210, S0213, S0215 to S0217.)
"""

from __future__ import annotations

from typing import NoReturn

from sfn_engine.asl.jsonata.errors import JsonataError
from sfn_engine.asl.jsonata.tree import (
    Array,
    Assignment,
    Binary,
    Call,
    Condition,
    Constant,
    Expression,
    Filter,
    Focus,
    Group,
    Index,
    KeepArray,
    Lambda,
    Name,
    Negation,
    Number,
    Object,
    Parent,
    Path,
    Sequence,
    Sort,
    Text,
    Transform,
    Wildcard,
    children,
)


def check_structure(tree: Expression) -> None:
    """Raise `JsonataError` if the tree says what JSONata does not allow."""
    try:
        made = _Structure().read(tree)
    except RecursionError:
        return  # thousands of operators in a row: nothing is known against them
    if made.kind == "parent" or made.seeking is not None:
        raise JsonataError('"%" has no parent here: it needs a path with as many steps before it', _percent(tree))


class _Slot:
    """A parent that is looked for: how many levels up it is."""

    def __init__(self) -> None:
        self.level = 1


class _Made:
    """What the second pass knows of a node."""

    def __init__(self, kind: str, node: Expression) -> None:
        self.kind = kind
        """``path``, ``name``, ``text``, ``number``, ``parent``, ``sort``, ``block``, or ``other``."""
        self.node = node
        self.steps: list[_Made] = []
        self.last: _Made | None = None
        """The last expression of a block."""
        self.has_group = False
        self.has_predicate = False
        self.has_stages = False
        self.has_focus = False
        self.slot = _Slot() if kind == "parent" else None
        self.seeking: list[_Slot] | None = None
        """The parents that something inside looks for."""

    def inherit(self, value: _Made) -> None:
        """Take over the parents that a part looks for. The list may be shared, as in the reference."""
        if value.seeking is None and value.slot is None:
            return
        slots = value.seeking if value.seeking is not None else []
        if value.slot is not None:
            slots.append(value.slot)
        if self.seeking is None:
            self.seeking = slots
        else:
            self.seeking.extend(slots)


def _path(first: _Made) -> _Made:
    made = _Made("path", first.node)
    made.steps.append(first)
    return made


class _Structure:
    def __init__(self) -> None:
        self.known: dict[int, _Made] = {}
        """Leaves that were read: `?:` and `??` read what is before them twice."""

    def read(self, node: Expression) -> _Made:
        if isinstance(node, KeepArray):
            return self.read(node.subject)
        if isinstance(node, Path):
            return self.path(node)
        if isinstance(node, Filter):
            return self.filter(node)
        if isinstance(node, Group):
            return self.group(node)
        if isinstance(node, Sort):
            return self.sort(node)
        if isinstance(node, Focus):
            return self.focus(node)
        if isinstance(node, Index):
            return self.index(node)
        if isinstance(node, Negation):
            return self.negation(node)
        if isinstance(node, Name):
            return _path(self.leaf("name", node))
        if isinstance(node, Parent):
            return _Made("parent", node)
        if isinstance(node, Sequence):
            return self.block(node)
        return self.other(node)

    def leaf(self, kind: str, node: Expression) -> _Made:
        if id(node) not in self.known:
            self.known[id(node)] = _Made(kind, node)
        return self.known[id(node)]

    def other(self, node: Expression) -> _Made:
        if isinstance(node, (Number, Constant)):
            return self.leaf("number", node)
        if isinstance(node, Text):
            return self.leaf("text", node)
        if isinstance(node, Wildcard) and node.sign == "*":
            return self.leaf("name", node)
        if isinstance(node, (Lambda, Transform)):
            for part in children(node):
                self.read(part)
            return _Made("other", node)
        if not isinstance(node, (Binary, Assignment, Call, Condition, Array, Object)):
            return self.leaf("other", node)
        made = _Made("other", node)
        if isinstance(node, Call):
            for argument in node.arguments:
                made.inherit(self.read(argument))
            self.read(node.function)
            return made
        if isinstance(node, Binary) and node.operator in ("?:", "??"):
            parts = [node.left, node.left, node.right]
        else:
            parts = list(children(node))
        for part in parts:
            read = self.read(part)
            if not (isinstance(node, Binary) and node.operator == "~>"):
                made.inherit(read)
        return made

    def block(self, node: Sequence) -> _Made:
        made = _Made("block", node)
        for part in node.expressions:
            made.last = self.read(part)
            made.inherit(made.last)
        return made

    def negation(self, node: Negation) -> _Made:
        made = self.read(node.operand)
        if made.kind == "number" and not isinstance(made.node, Constant):
            return made
        outer = _Made("other", node)
        outer.inherit(made)
        return outer

    def path(self, node: Path) -> _Made:
        made = self.read(node.steps[0])
        for step in node.steps[1:]:
            made = self.step(made, self.read(step))
        return made

    def step(self, left: _Made, right: _Made) -> _Made:
        made = left if left.kind == "path" else _path(left)
        if left.slot is not None:
            made.seeking = [left.slot]
        if right.kind == "path":
            made.steps += right.steps
        else:
            right.has_stages, right.has_predicate = right.has_stages or right.has_predicate, False
            made.steps.append(right)
        for step in made.steps:
            if step.kind == "number":
                _fail("a number, true, false or null cannot be a step of a path", step.node)
            if step.kind == "text":
                step.kind = "name"
        self.resolve(made)
        return made

    def filter(self, node: Filter) -> _Made:
        made = self.read(node.subject)
        step = made.steps[-1] if made.kind == "path" else made
        if step.has_group:
            _fail("a filter in [ ] cannot follow a grouping in { }", node.condition)
        if made.kind == "path":
            step.has_stages = True
        else:
            step.has_predicate = True
        condition = self.read(node.condition)
        if condition.seeking is not None:
            for slot in condition.seeking:
                if slot.level == 1:
                    self.seek(step, slot)
                else:
                    slot.level -= 1
            step.inherit(condition)
        return made

    def group(self, node: Group) -> _Made:
        made = self.read(node.subject)
        if made.has_group:
            _fail("a step has one grouping in { } only", node.pairs[0][0] if node.pairs else node)
        made.has_group = True
        for name, value in node.pairs:
            self.read(name)
            self.read(value)
        return made

    def sort(self, node: Sort) -> _Made:
        made = self.read(node.subject)
        if made.kind != "path":
            made = _path(made)
        sorting = _Made("sort", node)
        for term in node.terms:
            sorting.inherit(self.read(term.expression))
        made.steps.append(sorting)
        self.resolve(made)
        return made

    def focus(self, node: Focus) -> _Made:
        made = self.read(node.subject)
        step = made.steps[-1] if made.kind == "path" else made
        if step.has_stages or step.has_predicate:
            _fail('"@" must come before the filters in [ ]', node)
        if step.kind == "sort":
            _fail('"@" cannot follow a sort', node)
        step.has_focus = True
        return made

    def index(self, node: Index) -> _Made:
        made = self.read(node.subject)
        if made.kind != "path":
            made.has_stages, made.has_predicate = made.has_stages or made.has_predicate, False
            made = _path(made)
        return made

    def resolve(self, path: _Made) -> None:
        """Look for the parents of the last step in the steps before it."""
        last = path.steps[-1]
        slots = last.seeking if last.seeking is not None else []
        if last.slot is not None:
            slots.append(last.slot)
        for slot in slots:
            index = len(path.steps) - 2
            while slot.level > 0:
                if index < 0:
                    if path.seeking is None:
                        path.seeking = [slot]
                    else:
                        path.seeking.append(slot)
                    break
                step = path.steps[index]
                index -= 1
                # Steps in a row that bind their value count as one.
                while index >= 0 and step.has_focus and path.steps[index].has_focus:
                    step = path.steps[index]
                    index -= 1
                self.seek(step, slot)

    def seek(self, step: _Made, slot: _Slot) -> None:
        """Go one step back on the way to a parent."""
        if step.kind == "name":
            slot.level -= 1
        elif step.kind == "parent":
            slot.level += 1
        elif step.kind == "block":
            if step.last is not None:
                self.seek(step.last, slot)
        elif step.kind == "path":
            index = len(step.steps) - 1
            self.seek(step.steps[index], slot)
            index -= 1
            while slot.level > 0 and index >= 0:
                self.seek(step.steps[index], slot)
                index -= 1
        else:
            _fail('"%" has no parent here: what is before it is not a field', step.node)


def _percent(tree: Expression) -> int:
    """Return where the first ``%`` is that stands for a parent."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Parent):
            return node.start
        waiting += reversed(tuple(children(node)))
    return tree.start


def _fail(message: str, node: Expression) -> NoReturn:
    raise JsonataError(message, node.start)
