"""What YAML parsers are known to trip over. The ideas are those of the public parser suites."""

from __future__ import annotations

from collections.abc import Iterator

from tests.engine.bad_input.outcome import BadInput, named

_NOT_YAML = (
    *("a: b: c", "a: 'x", 'a: "x', "a: [x", "a: {x", "a: ]", "a: }", "a: @x", "a: `x", "a: %x\n%x: @", "a:\n\tb: 1"),
    *("\ta: 1", "a: 1\n\tb: 2", "a: *nowhere", "&a [*a]", "a: &a\n  b: *a", "a: &a {b: *a}", "<<: *x", "a: &", "a: *"),
    *("a: 1\na: 2", "a: {b: 1, b: 2}", "a: 1\n b: 2", "a:\n  b: 1\n c: 2", "- a\nb: 1", "a: 1\n- b", "a: 'b' c"),
    *(
        'a: "b" c',
        "a: [b] c",
        "a: {b: c} d",
        'a: "\\q"',
        'a: "\\x4"',
        'a: "\\ud800"',
        "a: !<x",
        "a: !",
        "a: !!",
        "!a!b c",
    ),
    *("a: |9z\n b", "a: |00\n b", "a: >-+\n b", "a: | b\n c", "? [a]\n: b", "? {a: b}\n: c", "{[a]: b}", "[a]: b"),
    *(
        "---\na: 1\n---\nb: 2",
        "--- a\n--- b",
        "%YAML 3.0\n---\na: 1",
        "%YAML 1.1\n%YAML 1.1\n---\na",
        "%TAG\n---\na: 1",
    ),
    *(
        "%TAG ! a\n%TAG ! b\n---\na: 1",
        "%YAML\n---\na: 1",
        "%YAML 1.2 x\n---\na",
        "%FOO",
        "%",
        "...\na",
        "a: b\n...\nc: d",
    ),
    *(
        "a: !!python/object:os.system x",
        "!!python/object/apply:os.system [ls]",
        "a: !!python/name:os.system",
        "a: !!binary aGk=",
    ),
    *(
        "a: !!set {b}",
        "a: !!omap [b: c]",
        "a: !!pairs [b: c]",
        "!!map [a]",
        "a: !custom-tag x",
        "a: !<tag:x> y",
        "a: !x!y z",
    ),
    *(
        "<<: x",
        "<<: [x]",
        "<<: 1",
        "<<: [[x]]",
        "<<: null",
        "<<: {<<: x}",
        "<<: [{a: b}, x]",
        "a: &a {<<: *a}",
        "a: &a [<<: *a]",
    ),
    *(
        "a: {b",
        "a: {b:",
        "a: {b: c",
        "a: {b: c,",
        "a: {, b}",
        "a: [, b]",
        "a: [b,, c]",
        "a: {b: c,, d: e}",
        "{a, b",
        "- - - [",
    ),
    *(
        "key\nkey: x",
        "a\nb: c\nd",
        "a: b\n  c: d",
        "a: >\n b\nc",
        "a: 'b\n---\nc'",
        'a: "b\n...\nc"',
        "a: &b *c",
        "&a *b",
        "a: &b &c d",
    ),
    *(
        "- &a\n&b c",
        "a: - b",
        "a: ? b",
        "? a: b: c",
        "a: |\n  b\n c: d\n e",
        "[a\n]: b",
        "{a\n: b}\nc",
        "a: [\nb\n]",
        "'a\nb': c",
    ),
    *(
        "a: b # c\n d",
        "a: [b, #c\nd",
        "a:#b",
        "#a\n b\nc: d",
        "a: 'b'#c",
        "- a\n b: c\n- d",
        "-\n -\n-x",
        "a: {\nb}",
        "- [\na\n]",
    ),
    *(
        "\x00",
        "a: \x00",
        "a: \x07",
        "a: \x1b[2J",
        "a: \ud800",
        "a: \ufffe",
        "a: \x80",
        "a: b\ufeffc: *",
        "x: \x9b31m",
        "\x7f: *",
    ),
    *(
        "a" * 1025 + ": b",
        "? " + "a" * 1025,
        '"' + "a" * 1025 + '": b',
        "a: &" + "b" * 500 + " [*" + "b" * 500 + "]",
        "*" + "a" * 400,
    ),
    *(
        "a: !" + "b" * 400 + " c",
        "\x1b[31m: *x",
        "a\u202eb: 1\na\u202eb: 2",
        "\U000e0041: 1\n\U000e0041: 2",
        "a: *\u202e",
        "a: !\u202e x",
    ),
)
_NO_MACHINE = (
    *(
        "a",
        "- a",
        "a: b",
        "1",
        "~",
        "true",
        "2020-01-01",
        "'a'",
        "|\n a",
        "[a, b]",
        "{a: b}",
        "? a",
        "--- a",
        "---",
        "!!str a",
    ),
    *(
        "# only a comment",
        "...",
        "--- |\n x",
        "Resources: 1",
        "Resources: {}",
        "Resources: []",
        "stepFunctions: {stateMachines: 1}",
    ),
    *(
        "Resources:\n  A: {Type: AWS::SQS::Queue}",
        "StartAt: A",
        "States: {}",
        "StartAt: A\nStates: {}",
        "StartAt: A\nStates: [A]",
    ),
    *("StartAt: 1\nStates: {1: {Type: Pass}}", "StartAt: yes\nStates: {no: {Type: Pass}}", "StartAt: A\nStates: {A: }"),
    *(
        "StartAt: A\nStates: {A: {Type: [Pass]}}",
        "StartAt: A\nStates: {A: {Type: Pass, End: yes}}",
        "StartAt: !Foo\nStates: {A: {Type: x}}",
    ),
    *(
        "StartAt: A\nStates: !Sub x",
        "StartAt: A\nStates: {A: !Ref x}",
        "!Sub 'StartAt: A'",
        "StartAt: A\nStates:\n  A:\n    Type: pass",
    ),
    *(
        "stepFunctions: {stateMachines: {a: }}",
        "stepFunctions: {stateMachines: {a: {definition: 1}}}",
        "definition: 'States'",
    ),
    *(
        "stepFunctions: {stateMachines: {a: {definition: '${file(a.js):b}'}}}",
        "definition: '{\"States\"'",
        "definition: {States: 1}",
    ),
    *(
        "stepFunctions: {stateMachines: {a: {definition: '${file(../../../../../etc/passwd)}'}}}",
        "stepFunctions: {stateMachines: {}}",
    ),
)
_URIS: tuple[str, ...] = (
    *(
        '""',
        '"."',
        '".."',
        '"/"',
        '"../.."',
        '"/dev/zero"',
        '"/dev/null"',
        '"/proc/self/mem"',
        '"s3://b/k"',
        '"https://x/y"',
        "1",
    ),
    *(
        "[]",
        "[a]",
        "{}",
        "{Bucket: b}",
        "~",
        "true",
        "!Ref X",
        "!Sub '${X}/y'",
        '"a\\0b"',
        '"a\\nb"',
        '"\\e[2J"',
        '"\\u202e"',
    ),
    *(
        f'"{"x" * 300}"',
        f'"{"x/" * 3000}"',
        '"file://"',
        '"file:///etc/passwd"',
        '"~/x"',
        '"a/../b"',
        '"nowhere/x.json"',
        '"\\uFEFF"',
    ),
)
_TYPES = ("AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine")


def yaml_traps() -> Iterator[BadInput]:
    """Yield texts that are no YAML, YAML that is no machine, and templates that name odd files."""
    for number, text in enumerate((*_NOT_YAML, *_NO_MACHINE)):
        yield named(f"YAML trap {number}: {text[:20]!r}", text)
    for text in _NOT_YAML:
        inner = text.replace("\n", "\n      ")
        yield named(
            f"YAML trap in a machine: {text[:20]!r}",
            f"StartAt: A\nStates:\n  A:\n    Type: Pass\n    Result:\n      {inner}",
        )
    for kind in _TYPES:
        for uri in _URIS:
            for key in ("DefinitionUri", "DefinitionS3Location", "DefinitionString", "Definition"):
                name = f"{key}: {uri[:20]}, {kind[5:15]}"
                yield named(name, f"Resources:\n  M:\n    Type: {kind}\n    Properties:\n      {key}: {uri}\n")
