"""Which resources an action of a call is on: the types that the action lists, and the parameters that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sfn_engine.sdk import store
from sfn_engine.sdk.needs import Need, SdkCall, texts_of

_VARIABLE = re.compile(r"\$\{\w+\}")
_HOLE = re.compile(r"\{(?P<parameter>[A-Z](?:[A-Za-z0-9_\[\]*]|\{\*\}|\.(?=[A-Z]))*)(?:\.(?P<part>[a-z]+))?\}")
_HOME = ":{region}:{account}:"
MANY = 8
"""Resource types beyond which a wildcard for any of them names the service alone."""


class Resources(NamedTuple):
    """The resources of one statement, in the words of the catalog's statements."""

    resource: tuple[str, ...]
    dynamic: tuple[str, ...] = ()
    least_dynamic: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
    """What is named where the task gives no parameter that names a resource; empty: then nothing is needed."""
    wildcard: str = ""
    """Why a wildcard of the texts is one, as a clause."""
    unknown_arn: tuple[str, ...] = ()
    """What is named in scope `least` for a text that is an ARN of which nothing is known; empty: ``*``."""


class _Type(NamedTuple):
    """One resource type of an action, with the ARN texts that the call's parameters make."""

    name: str
    prefix: str
    required: bool
    texts: tuple[str, ...]
    of_any_account: bool = False
    """Whether a review says that the resource may be of another account, as those of AWS Organizations are."""

    @property
    def wildcard(self) -> str:
        """Any resource of the type in the machine's own Region, and in its account unless it may be of another."""
        arn = store.resource_type(self.prefix, self.name)
        if self.of_any_account:
            arn = arn.replace("{account}", "*")
        # A recovery point of AWS Backup has the ARN of the service whose data it is, in whatever form that has.
        return "*" if arn.startswith("arn:{partition}:${") else _VARIABLE.sub("*", arn)


def resources_of(need: Need, call: SdkCall) -> Iterator[Resources]:
    """Yield the resources that the action is on, once for each statement that it takes."""
    yield from _written(need, call)
    types = tuple(_types(need, call))
    if need.on and not types:
        return
    required = [entry for entry in types if entry.required]
    optional = [_optional(entry, required) for entry in types if not entry.required]
    if not types:
        reason = f"{need.action} can't be restricted to a resource"
        if store.action(need.action) is None:
            reason = f"AWS's authorization data doesn't know {need.action}, nor what it could be restricted to"
        yield Resources(("*",), wildcard=reason)
    elif not required:
        # Which of them the service checks is not said: where the task names none, any.
        yield _either(optional, call, fallback=("*",))
    else:
        if call.reviewed("several", "all") == "one-of":
            yield _either(required, call, fallback=_any_of(required))
        else:
            yield from _all(required, call)
        for entry in optional:
            if entry.texts:
                yield _either([entry], call, fallback=())


def parameters_in(text: str) -> tuple[str, ...]:
    """Return the paths of the parameters that an ARN text has holes for, each once."""
    return tuple(dict.fromkeys(match["parameter"] for match in _HOLE.finditer(text)))


def _types(need: Need, call: SdkCall) -> Iterator[_Type]:
    prefix = need.action.partition(":")[0]
    if need.on:
        for entry in need.on:
            if not _is_text(entry):
                yield _type(entry, prefix, True, call)
        return
    known = store.action(need.action)
    for name, required in known.resource_types if known is not None else ():
        yield _type(name, prefix, required, call)


def _type(name: str, prefix: str, required: bool, call: SdkCall) -> _Type:
    reviewed = texts_of(call.of_service.get("resources", {}).get(name, ())) if prefix == call.service.prefix else ()
    of_any_account = bool(reviewed) and all(text.split(":", 5)[4:5] == ["*"] for text in reviewed)
    return _Type(name, prefix, required, _texts_of_type(name, prefix, call), of_any_account)


def _optional(entry: _Type, required: list[_Type]) -> _Type:
    """Keep the texts that name a resource which the action may do without, for it counts only if the task names it.

    A text with a wildcard names one if it has a parameter that the required resources don't have: a node group of
    the cluster, but not any queue of the instance.
    """
    others = {parameter for each in required for text in each.texts for parameter in parameters_in(text)}
    texts = (
        text for text in entry.texts if _is_named(text) or (required and not others.issuperset(parameters_in(text)))
    )
    return entry._replace(texts=tuple(texts))


def _is_text(entry: str) -> bool:
    """Tell an ARN text, or a hole for a whole ARN, from the name of a resource type."""
    return entry == "*" or ":" in entry or "{" in entry


def _is_named(text: str) -> bool:
    return "*" not in _HOLE.sub("", text)


def _texts_of_type(name: str, prefix: str, call: SdkCall) -> tuple[str, ...]:
    if prefix != call.service.prefix:
        return ()
    for holder in (call.of_operation, call.of_service):
        listed: Mapping[str, Any] = holder.get("resources", {})
        if name in listed:
            made = tuple(text for text in texts_of(listed[name]) if _can_make(text, call))
            # A call that takes the whole ARN (TagResource) has none of the names that the service's lines are made of.
            return made or tuple(filter(_HOLE.fullmatch, _drafted(name, prefix, call)))
    return tuple(_drafted(name, prefix, call))


def _can_make(text: str, call: SdkCall) -> bool:
    """Tell whether the operation has the parameters that a text of the whole service names."""
    known = call.operation.parameters
    heads = (re.split(r"[.\[{]", parameter, maxsplit=1)[0] for parameter in parameters_in(text))
    return not known or all(head.lower() in known for head in heads)


def _drafted(name: str, prefix: str, call: SdkCall) -> Iterator[str]:
    """Yield the ARN texts that the data's own bindings make; none where no parameter is bound."""
    bound = [binding for binding in call.operation.bindings if binding.resource_type == name]
    for binding in bound:
        if not binding.variable:
            yield f"{{{binding.parameter}.arn}}"
    of_variable = {binding.variable: binding for binding in bound if binding.variable}
    if not of_variable:
        return

    def filled(match: re.Match[str]) -> str:
        binding = of_variable.get(match[0][2:-1])
        return f"{{{binding.parameter}}}" if binding is not None else "*"

    yield _VARIABLE.sub(filled, store.resource_type(prefix, name))


def _written(need: Need, call: SdkCall) -> Iterator[Resources]:
    """Yield the resources of ARN texts that an override writes out for one need."""
    texts = tuple(filter(_is_text, need.on))
    # An action may have a hundred types: they are only looked at for a text that doesn't say the type itself.
    is_open = not all(text.startswith("arn:") and ".arn}" not in text for text in texts)
    any_of = _any_of(_types(need._replace(on=()), call)) if is_open else ()
    for text in texts:
        wildcard = need.wildcard
        if not wildcard and _HOLE.sub("", text) == "*":
            wildcard = f"{need.action} can't be restricted to a resource"
            if any_of:
                wildcard = f"the request need not name a resource that {need.action} can be restricted to"
        fallback: tuple[str, ...] = (_HOLE.sub("*", text),) if parameters_in(text) else ()
        if fallback and not fallback[0].startswith("arn:"):
            fallback = any_of or ("*",)
        found = _of_texts((text,), call, fallback, "", any_of)
        yield found._replace(wildcard=wildcard)


def _all(types: list[_Type], call: SdkCall) -> Iterator[Resources]:
    """Yield the resources of an action that is on every one of the types."""
    whole = {entry.texts for entry in types}
    if len(types) > 1 and len(whole) == 1 and _names_any(types[0].texts):
        # One parameter takes the ARN of a resource of any type.
        yield _either(types, call, fallback=_any_of(types))
        return
    for entry in types:
        yield _either([entry], call, fallback=("*",) if _lists_all(call) else (entry.wildcard,))


def _lists_all(call: SdkCall) -> bool:
    """Tell whether the call lists resources, and need name none.

    Some services then compare the action with any resource of the type, and some with ``*``, which a wildcard for the
    type doesn't match; AWS's authorization data doesn't say which.
    """
    known = store.action(f"{call.service.prefix}:{call.operation.name}")
    return known is not None and known.level == "List" and not call.operation.required


def _names_any(texts: tuple[str, ...]) -> bool:
    return len(texts) == 1 and texts[0].endswith(".arn}")


def _either(types: list[_Type], call: SdkCall, fallback: tuple[str, ...]) -> Resources:
    """Return the resources of the types that the task names; `fallback` where it names none."""
    texts = tuple(dict.fromkeys(text for entry in types for text in entry.texts))
    names = " or ".join(dict.fromkeys(entry.name.replace("-", " ") for entry in types))
    reason = f"no parameter of {call.operation.name} names the {names}"
    if not texts:
        return Resources(fallback, wildcard=reason)
    reviewed = call.reviewed("wildcards", {})
    reason = next((reviewed[entry.name] for entry in types if entry.name in reviewed), reason)
    by_arn = (entry for entry in types if any(map(_HOLE.fullmatch, entry.texts)))
    return _of_texts(texts, call, fallback, "" if all(map(_is_named, texts)) else reason, _any_of(by_arn))


def _of_texts(
    texts: tuple[str, ...], call: SdkCall, fallback: tuple[str, ...], wildcard: str, any_of: tuple[str, ...] = ()
) -> Resources:
    if not any(map(parameters_in, texts)):
        # No parameter could name it, so none is missing.
        return Resources(texts, wildcard=wildcard)
    if len(texts) > 1 or len(parameters_in(texts[0])) != 1:
        made = tuple(_with_own_home(text, call) for text in texts)
        return Resources(made, fallback=fallback, wildcard=wildcard, unknown_arn=tuple(map(_anywhere, any_of)))
    text = texts[0]
    # As in the console's templates, a resource of which nothing is known is "*" in scope `guide`.
    if _HOLE.fullmatch(text):
        least = tuple(_anywhere(each) for each in any_of) or ("*",)
        return Resources(texts, ("*",), least, fallback=fallback, wildcard=wildcard)
    text = _with_own_home(text, call)
    return Resources((text,), ("*",), (text,), fallback=fallback, wildcard=wildcard)


def _any_of(types: Iterable[_Type]) -> tuple[str, ...]:
    """Return wildcards for any resource of the types, each once."""
    wildcards = tuple(dict.fromkeys(entry.wildcard for entry in types))
    if "*" in wildcards:
        return ("*",)
    if len(wildcards) <= MANY:
        return wildcards
    services = dict.fromkeys(text.split(":")[2] for text in wildcards)
    return tuple(f"arn:{{partition}}:{service}:*:*:*" for service in services)


def _anywhere(text: str) -> str:
    """Return a wildcard for ARNs, which may be of any Region and account."""
    return text.replace(_HOME, ":*:*:").replace("::{account}:", "::*:").replace(":{region}::", ":*::")


def _with_own_home(text: str, call: SdkCall) -> str:
    """Let a parameter that takes ARNs too bring the Region and the account of its value."""
    if _HOME not in text:
        return text
    takes_arn = {binding.parameter.lower() for binding in call.operation.bindings if binding.takes_arn}
    for parameter in parameters_in(text):
        if parameter.lower() in takes_arn:
            return text.replace(_HOME, f":{{{parameter}.region}}:{{{parameter}.account}}:", 1)
    return text
