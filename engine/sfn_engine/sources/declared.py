"""What a file declares about the resources that a state machine uses, as far as a permission depends on it."""

from __future__ import annotations

from typing import NamedTuple


class DeclaredResource(NamedTuple):
    """A resource that is declared in the same file as the state machine.

    Its texts are as written in the file, with placeholders for what is filled in at deployment. What refers to
    another resource of the file is the placeholder for that one's ARN, whichever attribute was used: ``${Key.Arn}``.
    """

    logical_id: str
    """In Terraform its address: ``aws_sqs_queue.jobs``."""
    type: str
    """The CloudFormation or Terraform type."""
    kind: str
    """What it is, in the catalog's words: ``queue``, ``task-definition``."""
    name: str = ""
    """The name that it is given (of a task definition its family); empty if it is generated."""
    kms_keys: tuple[str, ...] = ()
    """Ids, ARNs or placeholders of the customer managed keys that encrypt it; several where a condition decides."""
    passed_roles: tuple[str, ...] = ()
    """Names, ARNs or placeholders of the roles that it gives to its service: of a task definition both."""


_MANAGED_KEYS = "alias/aws/"
"""AWS managed keys, whose use needs no permission (KMS guide: concepts)."""


def is_managed_key(key: str) -> bool:
    """Tell whether a key is one that AWS manages, such as ``alias/aws/sqs``."""
    return key.startswith(_MANAGED_KEYS) or f":{_MANAGED_KEYS}" in key
