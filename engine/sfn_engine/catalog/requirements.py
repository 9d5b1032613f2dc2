"""Conditions on a task's parameters, as the catalog writes them: ``Tags``, ``PropagateTags != NONE``.

A value with a star is a pattern, without regard to case: ``Statement = SELECT*``. ``CopySource ~ *versionId=*`` is
met by a text that is known to be so, and by no expression that only may be.

An optional parameter can make a service authorize a second action, or keep it from authorizing the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias

from sfn_engine.asl.expressions import PLACEHOLDER, Reading, as_written, read_parameter, read_value
from sfn_engine.asl.values import QueryLanguage

_WRITTEN = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9_.\[\]{}*]*)(?: (?P<operator>=|!=|~) (?P<values>.+))?\Z")
# A switch that is off, a list without an entry and the like bring no permission.
_OFF = frozenset(("", "false", "null", "[]", "{}"))

Operator: TypeAlias = Literal["given", "is", "is-not", "is-surely"]
"""`given`: there, and not known to be off. `is`, `is-not`: may be, or may not be, one of the values. `is-surely`: known
to be one of them."""
_OPERATORS: dict[str, Operator] = {"=": "is", "!=": "is-not", "~": "is-surely"}


class Requirement(NamedTuple):
    """One condition on one parameter."""

    name: str
    """The path to the parameter inside the arguments, as in a target's name."""
    operator: Operator = "given"
    values: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The condition in words: ``Tags is given``, ``AuthType is IAM_ROLE or RESOURCE_POLICY``."""
        if self.operator == "given":
            return f"{self.name} is given"
        values = " or ".join(self.values)
        if self.operator == "is-not":
            return f"{self.name} is given and is not {values}"
        return f"{self.name} is {values}"

    @property
    def possible_text(self) -> str:
        """The condition in words where it is only possible: ``Tags may be given``, ``AuthType may be IAM_ROLE``."""
        if self.operator == "given":
            return f"{self.name} may be given"
        values = " or ".join(self.values)
        if self.operator == "is-not":
            return f"{self.name} may be given and not be {values}"
        return f"{self.name} may be {values}"


@lru_cache(maxsize=4096)
def steps_of(name: str) -> tuple[str, ...]:
    """Split the path to a parameter into steps: ``Rules{*}[*].RoleArn`` into ``Rules{*}``, ``[*]`` and ``RoleArn``.

    A step without a name goes on inside the entry that the step before it led to.
    """
    return tuple(name.replace("}[", "}.[").replace("]{", "].{").replace("][", "].[").replace("}{", "}.{").split("."))


def parse_requirement(text: str) -> Requirement:
    """Read ``Name``, ``Name = A | B``, ``Name != A | B`` or ``Name ~ A | B``.

    Raises `ValueError` for anything else.
    """
    match = _WRITTEN.match(text)
    if match is None:
        raise ValueError(f"not a requirement: {text!r}")
    values = tuple((match["values"] or "").split(" | ")) if match["operator"] else ()
    operator = _OPERATORS[match["operator"]] if match["operator"] else "given"
    return Requirement(match["name"], operator, values)


def are_unknown(arguments: Any) -> bool:
    """Tell whether arguments are unknown as a whole: one expression, or absent, and then the state's input."""
    return arguments is None or isinstance(arguments, str)


def is_met(requirement: Requirement, arguments: Any, language: QueryLanguage, *, any_case: bool = False) -> bool:
    """Tell whether the arguments may meet the requirement.

    An expression may give any value, so it meets each. Arguments that are unknown as a whole may have one value
    of a switch as well as another, so they meet ``is``; they do not meet ``given``, since a permission for every
    parameter that there is would be a guess. With `any_case` the names are found in any case, as those of an AWS SDK
    integration.
    """
    if are_unknown(arguments):
        return requirement.operator == "is"
    if not isinstance(arguments, Mapping):
        return False
    steps = steps_of(requirement.name)
    found = _readings(arguments, steps, language, any_case=any_case)
    return any(_meets(each.reading, requirement) for each in found)


@lru_cache(maxsize=4096)
def first_parameter(name: str) -> str:
    """Return the parameter, in lower case, that the path to another one begins with: ``rules`` of ``Rules[*].Name``."""
    step = steps_of(name)[0]
    return (step[:-3] if step.endswith(("[*]", "{*}")) else step).lower()


def parameters_given(arguments: Any) -> frozenset[str] | None:
    """Return the parameters that the arguments have, in lower case; None where they are unknown as a whole."""
    if not isinstance(arguments, Mapping):
        return None
    return frozenset(str(name).removesuffix(".$").lower() for name in arguments)


def is_surely_met(requirement: Requirement, arguments: Any, language: QueryLanguage, *, any_case: bool = False) -> bool:
    """Tell whether the arguments meet the requirement whatever is only known at run time.

    A parameter that is an expression is given; in an object or a list that is one, it may be.
    """
    if not isinstance(arguments, Mapping):
        return False
    found = _readings(arguments, steps_of(requirement.name), language, any_case=any_case)
    return any(
        not each.stands_for_inside
        and _meets(each.reading, requirement)
        and (requirement.operator == "given" or each.reading.mode == "static" or requirement.operator == "is-surely")
        for each in found
    )


class _Found(NamedTuple):
    """How a value that the steps of a requirement lead to is known."""

    reading: Reading
    stands_for_inside: bool = False
    """True where the value itself is inside of what is read, which need not hold it."""


def _meets(reading: Reading, requirement: Requirement) -> bool:
    if requirement.operator == "is-surely":
        # What an expression adds stays a star, which stands for itself here.
        known = reading.known if reading.mode == "partial" else reading.value
        return reading.mode != "dynamic" and any(_is_like(known, value) for value in requirement.values)
    if reading.mode in ("partial", "placeholder") and requirement.operator == "is":
        known = reading.known if reading.mode == "partial" else PLACEHOLDER.sub("*", reading.value)
        return any(_may_be_like(known, value) for value in requirement.values)
    if reading.mode != "static":
        return True
    if requirement.operator == "given":
        return reading.value not in _OFF
    is_one = any(_is_like(reading.value, value) for value in requirement.values)
    return is_one if requirement.operator == "is" else not is_one and reading.value not in _OFF


def _is_like(text: str, value: str) -> bool:
    if "*" not in value:
        return text == value
    return fnmatchcase(text.strip().lower(), value.lower())


def _may_be_like(known: str, value: str) -> bool:
    """Tell whether a text may be like a value, of which the certain parts are known and a star is anything."""
    begin, wanted = known.partition("*")[0], value.partition("*")[0]
    if "*" in value:
        begin, wanted = begin.lstrip().lower(), wanted.lower()
    return wanted.startswith(begin) or ("*" in value and begin.startswith(wanted))


def _readings(container: Any, steps: tuple[str, ...], language: QueryLanguage, *, any_case: bool) -> Iterator[_Found]:
    """Yield how each value that `steps` lead to is known."""
    step, rest = steps[0], steps[1:]
    each = step[-3:] if step.endswith(("[*]", "{*}")) else ""
    key = step[:-3] if each else step
    if not key:
        # The entry itself is the list or the object.
        container = {"": container}
    if not isinstance(container, Mapping):
        if container not in (None, []):
            # No object, as the service expects it: what it would hold is unknown.
            yield _Found(Reading("dynamic", str(container)), stands_for_inside=True)
        return
    if any_case:
        key = as_written(container, key, language)
    found = read_parameter(container, key, language)
    if found is None:
        return
    written, reading = found
    value = container.get(written)
    items = [value]
    if each == "[*]" and isinstance(value, list):
        items = value
    elif each == "{*}" and isinstance(value, Mapping):
        items = list(value.values())
    if written != key or (isinstance(value, str) and (rest or each)):
        yield _Found(reading, stands_for_inside=bool(rest))  # an expression stands for all that would be inside
    elif rest:
        for item in items:
            yield from _readings(item, rest, language, any_case=any_case)
    elif items is value:
        yield from (_Found(_read(item, language)) for item in items)
    else:
        yield _Found(_read(value, language))


def _read(value: Any, language: QueryLanguage) -> Reading:
    # An object is given, whatever is in it; for a target it would be unreadable.
    reading = read_value(value, language)
    return Reading("static", reading.value) if value == {} else reading
