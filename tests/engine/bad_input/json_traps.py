"""What JSON parsers are known to trip over. The ideas are those of the public parser suites."""

from __future__ import annotations

from collections.abc import Iterator

from tests.engine.bad_input.outcome import BadInput, named

_ALONE = (
    *("[1 true]", "[a", '["": 1]', '[""],', "[,1]", "[1,,2]", '["x",,]', '["x"]]', '["",]', '["x"', "[x", "[3[4]]"),
    *("[1:2]", "[,]", "[-]", '["a",\n4\n,1,', "[1,]", "[1,,]", '["\x0ba"\\f]', "[*]", '[""', "[1,", "[{}", "[fals]"),
    *("[nul]", "[tru]", "[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]"),
    *("[0.1.2]", "[0.3e+]", "[0.3e]", "[0.e1]", "[0E+]", "[0E]", "[1.0e+]", "[1.0e-]", "[1.0e]", "[1 000.0]"),
    *("[1eE2]", "[2.e+3]", "[2.e-3]", "[2.e3]", "[9.e+]", "[Inf]", "[NaN]", "[1+2]", "[0x1]", "[0x42]", "[Infinity]"),
    *("[0e+-1]", "[-123.123foo]", "[-Infinity]", "[-foo]", "[- 1]", "[-012]", "[-.123]", "[-1x]", "[1ea]", "[1.]"),
    *("[.123]", "[1.2a-3]", "[1.8011670033376514H-308]", "[012]", '["x", truth]', '{[: "x"}\n', '{"x", null}'),
    *('{"x"::"b"}', '{"a":"a" 123}', "{key: 'value'}", '{"a" b}', '{:"b"}', '{"a" "b"}', '{"a":', '{"a"', "{1:1}"),
    *("{9999E9999:1}", "{null:null,null:null}", '{"id":0,,,,,}', "{'a':0}", '{"id":0,}', '{"a":"b"}/**/', '{"a": // c'),
    *(
        '{"a":"b"}/**//',
        '{"a":"b"}//',
        '{"a":"b"}/',
        '{"a":"b",,"c":"d"}',
        '{a: "b"}',
        '{"a":"a',
        '{ "foo" : "b", "a" }',
    ),
    *('{"a":"b"}#', '["\\uD800\\"]', '["\\uD800\\u"]', '["\\uD800\\u1"]', '["\\uD800\\u1x"]', "[é]", '["\\x00"]'),
    *(
        '["\\\\\\"]',
        '["\\\t"]',
        '["\\\U0001f300"]',
        '["\\"]',
        '["\\u00A"]',
        '["\\uD834\\uDd"]',
        '["\\uD800\\uD800\\x"]',
    ),
    *('["\\a"]', '["\\uqqqq"]', '[\\u0020"asd"]', "[\\n]", '"', "['single quote']", "abc", '["\\', '["a\x00a"]'),
    *('["new\nline"]', '["\t"]', '"\\UA66D"', '""x', "<.>", "[<null>]", "[1]x", "[1]]", '["asd]', "aå", "[True]", "1]"),
    *('{"x": true,', "[][]", "]", "{}}", '{"":', '{"a":/*comment*/"b"}', '{"a": true} "x"', "['", '["a', '["a"', "{"),
    *("{]", "{,", "{[", '{"a', "{'a'", '["\\{["\\{["\\{["\\{', "*", '{"a":"b"}#{}', "[\u2060]", '[\\u000A""]', "[1"),
    *('{ "foo" : "bar", "a"', "å", "[\x0c]", "[\ufeff]", "{\u00a0}", "[1\u2028]", "nan", "[-inf]", "[0b1]", "[1_000]"),
    *("// comment\n{}", "/* c */ {}", '{"a": undefined}', '{"a": "b" "c"}', '{"a": `b`}', '{"a": +1}', "{\"a\": 'b'}"),
    *('{"a" = 1}', '{"a"; 1}', '("a")', '{"a": 1; "b": 2}', "{“a”: 1}", '{"a": "b”}', '{"a"：1}', "[1，2]"),
)
_SCALARS = ("null", "true", "false", "0", "-1.5e3", '"text"', '""', "[]", "[[]]", '{"a": []}', "[{}]", '"${x}"')
_VALUES = (
    *("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 4301, "9" * 5000, "-" + "9" * 5000, "1." + "9" * 5000),
    *('"\\ud800"', '"\\udc00\\ud800"', '"\\ud800x"', '{"a": 1, "a": 1}', '{"a": 1, "\\u0061": 2}', "01", "1.", "tru"),
    *("'x'", '"\n"', '"\t"', '"\\q"', "[1 2]", "{1: 2}", "[,]", "nul", "--1", "0x10", "+1", "1e", ".5", "\x00"),
    *(
        "[" * 500 + "]" * 500,
        '{"a":' * 500 + "1" + "}" * 500,
        "${",
        "%{",
        "${x",
        '${"',
        "${x}${y}",
        "${x} 1",
        "%{ if }",
    ),
)
_HOLDER = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true, "Result": %s}}}'


def json_traps() -> Iterator[BadInput]:
    """Yield texts that are no JSON, or JSON that is no machine."""
    for number, text in enumerate((*_ALONE, *_SCALARS)):
        yield named(f"JSON trap {number}: {text[:20]!r}", text)
    for text in _VALUES:
        yield named(f"JSON value {text[:20]!r}", _HOLDER % text)
    good = _HOLDER % '["a", {"b": -1.5e3}]'
    for end in range(len(good)):
        yield named(f"JSON cut off after {end} characters", good[:end])
    for mark in ("\ufeff", "\x00", "\x1b[2J", "\u202e", "\U000e0041", "x", "}", ","):
        yield named(f"JSON with {mark!r} after it", good + mark)
        yield named(f"JSON with {mark!r} in it", good.replace("{", "{" + mark, 2))
    for mark in ("\ud800", "\x85", "\u2028", "\x0b"):
        yield named(f"JSON with {mark!r} between two names", good.replace(", ", "," + mark, 1))
