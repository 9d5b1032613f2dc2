"""Good inputs with something broken in them. Seeded: the same mutants each time."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from typing import Any

from tests.engine.bad_input.outcome import BadInput, named
from tests.engine.bad_input.seeds import DATA, TEXTS

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\w+|\s+|.', re.DOTALL)
_ODD_TOKENS = (
    *("{", "}", "[", "]", ",", ":", '"', "'", "\\", "${", "%{", "}", "!", "&a", "*a", "<<", "|", ">", "-", "?", "#"),
    *("\t", "\n", "\r", "\x00", "\x1b", "\u202e", "\ud800", "\ufeff", "\x85", "\u2028"),
    *("NaN", "1e999", "0x1", "---", "...", "%YAML 9.9", "!!python/object:os.system", "//", "/*"),
)
WRONG_KINDS: tuple[Any, ...] = (
    None, True, -1, 1.5, "", "x", "\x1b[2J\n\u202e", "${x}", [], [[]], {}, {"a": 1}, {"Ref": ["x"]}, {"Fn::Sub": {}},
    {"Fn::Join": ["", [["x"]]]},
)  # fmt: skip


def byte_mutants(count: int) -> Iterator[BadInput]:
    """Yield texts with some bytes changed, taken out, doubled, or cut off at the end."""
    for name, text in TEXTS.items():
        chance = random.Random(name)
        for number in range(count):
            data = bytearray(text.encode())
            for _ in range(chance.randint(1, 3)):
                place = chance.randrange(len(data))
                change = chance.randrange(4)
                if change == 0:
                    data[place] = chance.randrange(256)
                elif change == 1:
                    del data[place : place + chance.randint(1, 9)]
                elif change == 2:
                    data[place:place] = data[place : place + chance.randint(1, 30)]
                else:
                    del data[max(place, 1) :]
            yield BadInput(f"bytes of {name}, {number}", bytes(data))


def token_mutants(count: int) -> Iterator[BadInput]:
    """Yield texts with some tokens exchanged for other ones."""
    for name, text in TEXTS.items():
        chance = random.Random(name)
        for number in range(count):
            tokens = _TOKEN.findall(text)
            for _ in range(chance.randint(1, 2)):
                place = chance.randrange(len(tokens))
                other = chance.choice((chance.choice(_ODD_TOKENS), chance.choice(tokens), ""))
                tokens[place : place + chance.randint(0, 1)] = [other]
            yield named(f"tokens of {name}, {number}", "".join(tokens))


def structural_mutants(limit: int) -> Iterator[BadInput]:
    """Yield data in which each value in its turn is of each wrong kind, up to `limit` of each seed."""
    for name, data in DATA.items():
        places = [(place, kind) for place in _places(data) for kind in range(len(WRONG_KINDS) + 1)]
        for place, kind in random.Random(name).sample(places, min(limit, len(places))):
            mutant = copy.deepcopy(data)
            holder: Any = mutant
            for step in place[:-1]:
                holder = holder[step]
            if kind == len(WRONG_KINDS):
                del holder[place[-1]]
            else:
                holder[place[-1]] = WRONG_KINDS[kind]
            where = ".".join(map(str, place))
            yield named(f"{name}: kind {kind} at {where}", json.dumps(mutant))


def broken_inner_strings(count: int) -> Iterator[BadInput]:
    """Yield descriptions and templates whose definition is a string with broken JSON in it."""
    inner = json.dumps(DATA["machine"], indent=1)
    chance = random.Random("inner")
    for number in range(count):
        tokens = _TOKEN.findall(inner)
        place = chance.randrange(len(tokens))
        tokens[place] = chance.choice(_ODD_TOKENS)
        text = "".join(tokens)
        yield named(f"description with a broken string, {number}", json.dumps({"definition": text}))
        properties = {"DefinitionString": {"Fn::Sub": text}}
        resource = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
        yield named(f"template with a broken string, {number}", json.dumps({"Resources": {"M": resource}}))
        block = "\n".join(f"        {line}" for line in text.splitlines())
        yield named(
            f"YAML template with a broken string, {number}",
            "Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n"
            f"    Properties:\n      DefinitionString: |\n{block}\n",
        )


def _places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*place, key)
        yield from _places(item, (*place, key))
