"""How names follow from names: services as Step Functions calls them, parameters as the SDK for Java spells them."""

from __future__ import annotations

import re
from functools import cache

_VERB = re.compile(r"^(?:Batch|Admin)?[A-Z][a-z0-9]*")


def service_name(service_id: str) -> str:
    """Return what Step Functions calls the service whose model in the SDK has this ``serviceId``.

    It is the name that the AWS SDK for Java 2 gives the package: without a leading Amazon or AWS and a trailing
    Service, only letters and digits, in lower case.
    """
    words = service_id.split()
    if len(words) > 1 and words[0].lower() in ("amazon", "aws"):
        words = words[1:]
    if len(words) > 1 and words[-1].lower() == "service":
        words = words[:-1]
    return re.sub(r"[^a-z0-9]", "", "".join(words).lower())


def parameter_name(member: str) -> str:
    """Return how a request member is written in a task: ``DbInstanceIdentifier`` for ``DBInstanceIdentifier``.

    The SDK for Java lowers the capitals at the start of a member, up to the one that starts the next word; Step
    Functions raises the first letter again.
    """
    if re.fullmatch("[A-Z]{2,}s", member):
        return member.capitalize()
    run = re.match("[A-Z]+(?![a-z])", member)
    end = run.end() if run else 1
    return member[:1].upper() + member[1:end].lower() + member[end:]


@cache
def plain(name: str) -> str:
    """Return a name without its case and without what is neither letter nor digit, to compare it."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def verb(operation: str) -> str:
    """Return the first word of an operation, with Batch or Admin before it: ``BatchGet``."""
    found = _VERB.match(operation)
    return found.group() if found else ""


def noun(operation: str) -> str:
    """Return what an operation is about: ``Crawler`` for ``GetCrawler``."""
    return operation[len(verb(operation)) :]
