"""The syntax tree: what it says, and where each node is in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_engine.asl.jsonata.errors import JsonataError
from sfn_engine.asl.jsonata.parser import MAX_DEPTH, parse
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
    OpenArgument,
    Parent,
    Path,
    Regex,
    Sequence,
    Sort,
    SortTerm,
    Text,
    Transform,
    Variable,
    Wildcard,
    walk,
)
from tests.support.engine.jsonata import EXPRESSIONS

KINDS = {
    "'a'": Text,
    "12": Number,
    "null": Constant,
    "a": Name,
    "and": Name,
    "$a": Variable,
    "*": Wildcard,
    "**": Wildcard,
    "a.b": Path,
    "a[0]": Filter,
    "a[]": KeepArray,
    "a{b: c}": Group,
    "a^(b)": Sort,
    "a@$b": Focus,
    "a#$b": Index,
    "a + b": Binary,
    "a ~> $b": Binary,
    "-a": Negation,
    "a ? b": Condition,
    "$a := b": Assignment,
    "$a(b)": Call,
    "function($a){b}": Lambda,
    "(a; b)": Sequence,
    "[a]": Array,
    "{a: b}": Object,
    "|a|b|": Transform,
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_each_form_has_its_node(text: str, kind: type[Expression]) -> None:
    tree = parse(f" {text} ")
    assert type(tree) is kind
    assert (tree.start, tree.end) == (1, 1 + len(text))


def test_what_can_be_folded_is_told_by_the_tree() -> None:
    tree = parse("'queue-' & ($e := $states.input.env; $e = 'p' ? 'prod' : $e) & \"\\u002d1\"")
    assert isinstance(tree, Binary) and tree.operator == "&"
    assert tree.right == Text("-1", 63, 72)
    left = tree.left
    assert isinstance(left, Binary) and left.left == Text("queue-", 0, 8)
    block = left.right
    assert isinstance(block, Sequence)
    bind, choice = block.expressions
    assert isinstance(bind, Assignment) and bind.name == "e"
    assert bind.value == Path((Variable("states", 18, 25), Name("input", 26, 31), Name("env", 32, 35)), 18, 35)
    assert isinstance(choice, Condition) and choice.then == Text("prod", 48, 54)
    assert choice.otherwise == Variable("e", 57, 59)


def test_operators_bind_as_in_jsonata() -> None:
    assert isinstance(parse("a.b[0].c"), Path)
    tree = parse("a or b and c = 1 + 2 * 3")
    assert isinstance(tree, Binary) and tree.operator == "or"
    condition = parse("a ? b : c ? d : e")
    assert isinstance(condition, Condition) and isinstance(condition.otherwise, Condition)


def test_the_rarer_forms_keep_their_parts() -> None:
    assert parse("a^(<b, >c)") == Sort(
        Name("a", 0, 1), (SortTerm(Name("b", 4, 5), False, 3, 5), SortTerm(Name("c", 8, 9), True, 7, 9)), 0, 10
    )
    assert parse("$f(?, 1)") == Call(Variable("f", 0, 2), (OpenArgument(3, 4), Number(1, 6, 7)), 0, 8)
    assert parse("$f(/a\\/b/im)") == Call(Variable("f", 0, 2), (Regex("a\\/b", "im", 3, 11),), 0, 12)
    assert parse("function($a, $b)<nn:n>{1}") == Lambda(("a", "b"), "<nn:n>", Number(1, 23, 24), 0, 25)
    assert parse("a.b.%.`c d`") == Path((Name("a", 0, 1), Name("b", 2, 3), Parent(4, 5), Name("c d", 6, 11)), 0, 11)
    assert parse("[1..2]") == Array((Binary("..", Number(1, 1, 2), Number(2, 4, 5), 1, 5),), 0, 6)
    assert parse("|a|b, c|") == Transform(Name("a", 1, 2), Name("b", 3, 4), Name("c", 6, 7), 0, 8)
    assert parse("1.5e1") == Number(15.0, 0, 5)


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_nodes_lie_inside_each_other(text: str) -> None:
    tree = parse(text)
    for node in walk(tree):
        assert 0 <= node.start < node.end <= len(text)
        assert tree.start <= node.start and node.end <= tree.end
    assert hash(tree) == hash(parse(text))


MESSAGES = {
    "": ("it is empty", 0),
    "  ": ("it is empty", 0),
    "$states.input.  ": ("the expression ends where a value is expected", 14),
    "(a; b": ('")" is expected, not the end of the expression', 5),
    "[1, 2}": ('"]" is expected, not "}"', 5),
    "a)": ('")" closes nothing', 1),
    "a b": ('"b" is not expected: the expression is complete before it; is an operator missing?', 2),
    "+ a": ('"+" is not expected: a value must come before it', 0),
    "a & 'open": ("the string is not closed", 4),
    "'a\\x'": ('"\\x" is not an escape', 2),
    "'\\u12'": ('"\\u" must be followed by four hexadecimal digits', 1),
    "a /* b": ('the comment is not closed with "*/"', 2),
    "$f(/(a/)": ('the regular expression is not closed with "/"', 3),
    "$f(/a**/)": ("the regular expression is wrong: multiple repeat", 6),
    "a !b": ('"!" is not an operator of JSONata: write $not(…) or "!="', 2),
    "a.5": ("a number, true, false or null cannot be a step of a path", 2),
    "a + 1 := 2": ('only a variable such as $x can be to the left of ":="', 0),
    "function(a){1}": ("a parameter of a function must be a variable such as $x", 9),
    "1 + %": ('"%" has no parent here: it needs a path with as many steps before it', 4),
}


@pytest.mark.parametrize(("text", "expected"), MESSAGES.items())
def test_an_error_says_what_is_wrong_and_where(text: str, expected: tuple[str, int]) -> None:
    with pytest.raises(JsonataError) as caught:
        parse(text)
    assert (caught.value.message, caught.value.offset) == expected


@pytest.mark.parametrize("text", ["(" * 100_000, "[" * 300 + "]" * 300, "a?" * 300 + "a", "-" * 300 + "1"])
def test_what_nests_too_deep_is_refused(text: str) -> None:
    with pytest.raises(JsonataError, match=f"deeper than {MAX_DEPTH} levels"):
        parse(text)


@pytest.mark.parametrize("text", ["a" + ".a" * 20_000, "'a'" + " & 'a'" * 20_000, "a" + "[0]" * 20_000])
def test_what_is_long_and_flat_is_read(text: str) -> None:
    assert sum(1 for _ in walk(parse(text))) > 20_000


@pytest.mark.parametrize("text", ["%" + " & a" * 20_000, "a{b: c}" + " & a" * 20_000])
def test_what_is_long_and_unusual_never_raises_another_error(text: str) -> None:
    try:
        parse(text)
    except JsonataError as error:
        assert error.message


@given(st.text(max_size=60) | st.text("()[]{}.,;:?$%&*+-/|<>=!^~@#'\"`\\ \nab1", max_size=40))
def test_random_text_raises_no_other_error(text: str) -> None:
    try:
        tree = parse(text)
    except JsonataError as error:
        assert 0 <= error.offset <= len(text)
    else:
        assert list(walk(tree))


NAMES = st.sampled_from(["a", "price", "`odd name`", "and"])
VARIABLES = st.sampled_from(["$", "$$", "$x", "$states"])
LEAVES = NAMES | VARIABLES | st.sampled_from(["1", "-0.5", "'t'", '"\\n"', "true", "null", "*", "(a.%)"])


def composed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["+", "-", "*", "/", "%", "&", "=", "!=", "<", ">=", "and", "or", "in", "~>"])
    return st.one_of(
        st.builds("({}) {} ({})".format, inner, operators, inner),
        st.builds("({}; {})".format, inner, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds('{{"k": {}, "l": {}}}'.format, inner, inner),
        st.builds("({}).{}".format, inner, NAMES),
        st.builds("({})[{}]".format, inner, inner),
        st.builds("$f({}, ?, {})".format, inner, inner),
        st.builds("function($v)<x:x>{{{}}}".format, inner),
        st.builds("({}) ? ({}) : ({})".format, inner, inner, inner),
        st.builds("$v := {}".format, inner),
        st.builds("/* c */ ({})^(>{}) ".format, inner, inner),
    )


@given(st.recursive(LEAVES, composed, max_leaves=12))
def test_what_the_grammar_makes_is_read(text: str) -> None:
    tree = parse(f"/* c */ ({text})")
    assert isinstance(tree, Sequence)
    assert (tree.start, tree.end) == (8, len(text) + 10)
    assert parse(f"/* c */ ({text})") == tree
