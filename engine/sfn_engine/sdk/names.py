"""The name of an AWS SDK integration as a person writes it → the service and operation that Step Functions knows.

Sources: the guide's page supported-services-awssdk for the form ``aws-sdk:serviceName:apiAction``, for the services and
for what is not supported; the data of `sfn_engine.sdk.store` for the operations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple, TypeAlias

from sfn_engine.asl.expressions import has_placeholder
from sfn_engine.display import closest, listed, shorten
from sfn_engine.sdk import store

PREFIX = "aws-sdk:"
"""How the name of an AWS SDK integration begins."""
_WORD = re.compile(r"[A-Za-z0-9]+\Z")
_ALIKE = 0.7
"""How much a name must be like another, from 0 to 1, to be what was meant."""
_MOST_OFFERED = 5

Problem: TypeAlias = Literal["", "deployment", "no-data", "service", "operation", "unsupported"]
"""Why a name cannot be explained. `deployment`: a placeholder in it is filled in at deployment; `no-data`: the service
is right, but its operations are not known; the others are mistakes that Step Functions refuses."""


class SdkName(NamedTuple):
    """What the name of an AWS SDK integration means."""

    written: str
    """``aws-sdk:rds:DescribeDbInstances``, as in the definition."""
    service: str = ""
    """The service as Step Functions calls it; empty if it is unknown."""
    operation: str = ""
    """The operation as in the API, ``DescribeDBInstances``; empty if it is unknown."""
    problem: Problem = ""
    fault: str = ""
    """What is wrong, as a sentence without its period; empty if nothing is."""
    spelling: str = ""
    """How the name should be written, as such a sentence; empty if it is written so, or has a fault."""
    meant: tuple[str, ...] = ()
    """The services of which an unknown one is another name."""
    note: str = ""
    """What to know about the service, as a whole sentence; mostly empty."""

    @property
    def is_mistake(self) -> bool:
        """True if Step Functions refuses the name."""
        return self.problem in ("service", "operation", "unsupported")

    @property
    def name(self) -> str:
        """The name in the guide's spelling: ``aws-sdk:rds:describeDBInstances``; empty if there is a fault."""
        return "" if self.problem else f"{PREFIX}{self.service}:{lower_first(self.operation)}"


def lower_first(operation: str) -> str:
    """Return an operation as a `Resource` has it: ``describeDBInstances``."""
    return operation[:1].lower() + operation[1:]


def same_call(name: str) -> str:
    """Return the AWS SDK integration with the name of an optimized one: ``aws-sdk:s3:getObject`` for ``s3:getObject``.

    Empty if there is none; the services of the two can have different names.
    """
    if name.lower().startswith(PREFIX):
        name = name[len(PREFIX) :]  # the case of the beginning is wrong
    read = read_name(f"{PREFIX}{name}")
    if read.problem != "service":
        return read.name
    meant = (read_name(f"{PREFIX}{service}:{name.partition(':')[2]}") for service in read.meant)
    return next((found.name for found in meant if found.name), "")


@lru_cache(maxsize=1024)
def read_name(written: str) -> SdkName:
    """Read the name of an AWS SDK integration, without the suffix of its pattern: ``aws-sdk:s3:getObject``."""
    service_text, _, operation_text = written.removeprefix(PREFIX).partition(":")
    if has_placeholder(service_text):
        return _filled_in_later(written)
    service = _service_named(service_text)
    if service is None:
        meant = _meant_services(service_text, operation_text) if service_text else ()
        return SdkName(written, problem="service", fault=_service_fault(service_text, meant), meant=meant)
    if has_placeholder(operation_text):
        return _filled_in_later(written)
    if not store.operation(service, _raised(operation_text)) and not store.operation_names(service):
        fault = f"no AWS SDK has {service} any more, so what its operations need is unknown"
        return SdkName(written, service, problem="no-data", fault=fault)
    operation = _operation_named(service, operation_text)
    if not operation:
        fault = _operation_fault(service, operation_text)
        return SdkName(written, service, problem="operation", fault=fault)
    found = store.operation(service, operation)
    if found is not None and not found.supported:
        fault = f"Step Functions does not support {lower_first(operation)!r} of {service}"
        return SdkName(written, service, operation, "unsupported", fault)
    return SdkName(
        written,
        service,
        operation,
        spelling=_spelling(service_text, operation_text, service, operation),
        note=_note(service),
    )


def _filled_in_later(written: str) -> SdkName:
    fault = f"which operation {shorten(written)} calls is only known at deployment; set its placeholders with --set"
    return SdkName(written, problem="deployment", fault=fault)


def _spelling(service_text: str, operation_text: str, service: str, operation: str) -> str:
    """Say how the name is written right; empty if it is. The guide's own examples raise no first letter."""
    if service_text == service and operation_text in (operation, lower_first(operation)):
        return ""
    right = f"{service}:{lower_first(operation)}"
    return f"{shorten(f'{service_text}:{operation_text}')!r} should be written {right!r}, as in the guide and the API"


def _note(service: str) -> str:
    found = store.service(service)
    if found is None or found.documented:
        return ""
    return (
        f"The copy of the guide's list of AWS SDK integrations that this version knows does not have {service}; "
        "check that Step Functions offers it."
    )


def service_calls(service: str) -> tuple[str, ...]:
    """Return the integrations of a service that Step Functions supports, such as ``aws-sdk:s3:getObject``."""
    names = (f"{PREFIX}{service}:{lower_first(name)}" for name in store.operation_names(service))
    return tuple(name for name in names if not read_name(name).problem)


# ── Services ─────────────────────────────────────────────────────────────────────────────────────────


def _service_named(text: str) -> str | None:
    """Return the service that a text names, in any case; None if there is none."""
    lowered = text.lower()
    return lowered if _WORD.match(lowered) and store.service(lowered) is not None else None


def _service_fault(text: str, meant: tuple[str, ...]) -> str:
    if not text:
        return f"the name has no service: write {PREFIX}SERVICE:OPERATION"
    start = f"AWS SDK integrations have no service {shorten(text, 40)!r}"
    if meant:
        return f"{start}: Step Functions calls it {listed([repr(name) for name in meant], _MOST_OFFERED, last='or')}"
    near = closest(_squeezed(text), store.service_names(), _ALIKE)
    return f"{start}{f' (did you mean {near!r}?)' if near else ''}"


def _meant_services(text: str, operation_text: str) -> tuple[str, ...]:
    """Return the services of which a text is another name; of several those that have the operation, if any has."""
    # Imported late: only a mistake needs it.
    from sfn_engine.sdk.other_names import OTHER_NAMES

    for squeezed in _ways_to_squeeze(text):
        if store.service(squeezed) is not None:
            return (squeezed,)
        meant = OTHER_NAMES.get(squeezed) or _with_prefix(squeezed)
        found = tuple(name for name in meant if store.service(name) is not None)
        if found:
            having = tuple(name for name in found if _operation_named(name, operation_text))
            # A prefix can be that of more services than its other name is of.
            others = () if having else _with_prefix(squeezed)
            return having or tuple(name for name in others if _operation_named(name, operation_text)) or found
    return ()


def _ways_to_squeeze(text: str) -> Iterable[str]:
    """Yield a text in small letters without its signs, then without ``aws`` or ``amazon`` and without ``service``."""
    whole = _squeezed(text)
    shorter = re.sub(r"\A(?:aws|amazon)", "", whole)
    return tuple(filter(None, dict.fromkeys((whole, shorter, re.sub(r"(?:service|client)\Z", "", shorter)))))


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _with_prefix(squeezed: str) -> tuple[str, ...]:
    return _services_by_prefix().get(squeezed, ())


@cache
def _services_by_prefix() -> dict[str, tuple[str, ...]]:
    """Return the services of each prefix of IAM actions, those that the guide lists first."""
    found: dict[str, list[tuple[bool, str]]] = {}
    for name in store.service_names():
        known = store.service(name)
        if known is not None:
            found.setdefault(_squeezed(known.prefix), []).append((not known.documented, name))
    return {prefix: tuple(name for _, name in sorted(names)) for prefix, names in found.items()}


# ── Operations ───────────────────────────────────────────────────────────────────────────────────────


def _operation_named(service: str, text: str) -> str:
    """Return the operation of a service that a text names, in any case; empty if there is none."""
    if not _WORD.match(text):
        return ""
    raised = _raised(text)
    if store.operation(service, raised) is not None:
        return raised
    return _by_lower_case(service).get(text.lower(), "")


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=64)
def _by_lower_case(service: str) -> dict[str, str]:
    return {name.lower(): name for name in store.operation_names(service)}


def _operation_fault(service: str, text: str) -> str:
    if not text:
        return f"the name has no operation: write {PREFIX}{service}:OPERATION"
    start = f"there is no operation {shorten(text, 60)!r} in {service}"
    squeezed = _squeezed(text)
    same = _by_lower_case(service).get(squeezed, "")
    if same:
        return f"{start} (did you mean {lower_first(same)!r}?)"
    elsewhere = [name for name in _family(service) if _operation_named(name, text)]
    if elsewhere:
        return f"{start}: it is an operation of {listed(elsewhere, _MOST_OFFERED, last='and')}"
    near = _longest_beginning(service, squeezed) or closest(squeezed, _by_lower_case(service), _ALIKE)
    return f"{start}{f' (did you mean {lower_first(_by_lower_case(service)[near])!r}?)' if near else ''}"


def _longest_beginning(service: str, squeezed: str) -> str:
    """Return the longest operation with which a text begins: ``getobject`` of ``getobjectcommand``; mostly empty."""
    found = (name for name in _by_lower_case(service) if squeezed.startswith(name))
    return max(found, key=len, default="")


_RELATED = (
    ("cloudwatch", "cloudwatchlogs", "eventbridge", "synthetics", "rum"),
    ("ec2", "autoscaling", "elasticloadbalancing", "elasticloadbalancingv2", "ebs", "ssm"),
    ("eventbridge", "scheduler", "pipes", "schemas"),
    ("kinesis", "firehose"),
    ("iam", "sts"),
    ("ssm", "secretsmanager"),
    ("ecs", "ecr"),
    ("elasticsearch", "opensearch"),
)
"""Services whose operations are looked for in each other, though neither name nor prefix tells."""


def _family(service: str) -> tuple[str, ...]:
    """Return the services that a service is easily mistaken for: of its prefix, or with a name that begins alike."""
    known = store.service(service)
    alike = _with_prefix(_squeezed(known.prefix)) if known is not None else ()
    names = (name for name in store.service_names() if name.startswith(service) or service.startswith(name))
    related = (name for group in _RELATED if service in group for name in group)
    return tuple(name for name in dict.fromkeys((*alike, *names, *related)) if name != service)
