"""Reads the sender of an email into the identities of Amazon SES that it may belong to."""

from __future__ import annotations

import re

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation, Parts

_LABEL = re.compile(r"(?:[$%]\{[^{}]*\}|[^.])+")
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gob", "gov", "ne", "net", "or", "org"})
"""Second-level labels under which a country registers domains, as in example.co.uk."""


def read_email_identity(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read ``a@b.example.com`` or ``Name <a@b.example.com>``.

    SES authorizes the identity that is verified: the address, its domain, or the domain above (Amazon SES guide:
    creating-identities). Which of them exists, no definition tells, so each is a part: ``{X}`` the address,
    ``{X.unlabelled}`` the address without its ``+label``, ``{X.domain}`` and ``{X.parent}``. Parts that there are
    not repeat another. A domain alone is its own address. None where the domain is not known.
    """
    if is_whole_placeholder(text):
        return None  # an address from a parameter does not tell its domain
    address = text.rpartition("<")[2].rstrip("> ").strip()
    mailbox, at, domain = address.rpartition("@")
    if not address or (not at and "*" in address):
        return None
    if "{" not in domain:
        domain = domain.lower()
    label = mailbox.partition("+")[0]
    more = {
        "unlabelled": f"{label}@{domain}" if at and label and "{" not in mailbox else address,
        "domain": domain,
        "parent": _parent(domain),
    }
    return Parts(*location.home, address, address, more=more)


def _parent(domain: str) -> str:
    """Return the domain above, or the domain itself where only a registry is above it."""
    labels = _LABEL.findall(domain)
    is_country = len(labels) > 1 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[1:]) if len(labels) > (3 if is_country else 2) else domain
