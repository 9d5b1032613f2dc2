"""Readers that only AWS SDK integrations use: senders of email, names in either case, ids with a path in front."""

from __future__ import annotations

import pytest

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.values import READERS

HERE = AwsLocation("aws", "eu-west-1", "123456789012", {})


ENDPOINT = "arn:{partition}:sagemaker:{region}:{account}:endpoint/{name}"


def read(reader: str, text: str, arn: str = "") -> Parts | None:
    return READERS[reader](TargetSpec("Name", "kind", reader, arn), text, "", HERE)


def identities(text: str) -> list[str] | None:
    """Return the identities that a sender may belong to, each once."""
    parts = read("email-identity", text)
    names = ("unlabelled", "domain", "parent")
    return parts and list(dict.fromkeys((parts.name, *(parts.more[name] for name in names))))


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("a@example.com", ["a@example.com", "example.com"]),
        ("The shop <a@example.com>", ["a@example.com", "example.com"]),
        ('"x@y.z" <a@example.com>', ["a@example.com", "example.com"]),
        ("a@mail.example.com", ["a@mail.example.com", "mail.example.com", "example.com"]),
        ("a@mail.example.co.uk", ["a@mail.example.co.uk", "mail.example.co.uk", "example.co.uk"]),
        ("a@example.co.uk", ["a@example.co.uk", "example.co.uk"]),
        ("a+news@example.com", ["a+news@example.com", "a@example.com", "example.com"]),
        ("a@Example.COM", ["a@Example.COM", "a@example.com", "example.com"]),
        ("example.com", ["example.com"]),
        ("*@example.com", ["*@example.com", "example.com"]),
        ("The shop <no-reply@*", ["no-reply@*", "*"]),
        ("no-reply@${Domain}", ["no-reply@${Domain}", "${Domain}"]),
        ("no-reply@mail.${self:custom.domain}", ["no-reply@mail.${self:custom.domain}", "mail.${self:custom.domain}"]),
    ],
)
def test_a_sender_belongs_to_its_address_its_domain_and_the_domain_above(sender: str, expected: list[str]) -> None:
    assert identities(sender) == expected


@pytest.mark.parametrize("sender", ["*", "no-reply*", "The shop <*", "*.example.com", "${Sender}", "The shop <>"])
def test_a_sender_whose_domain_is_not_known_gives_no_identity(sender: str) -> None:
    assert identities(sender) is None


@pytest.mark.parametrize(
    ("text", "account", "name"),
    [
        ("my-job", "123456789012", "my-job"),
        ("MyJob-*", "123456789012", "?y?ob-*"),
        ("${Prefix}Job", "123456789012", "${Prefix}?ob"),
        ("arn:aws:sagemaker:eu-west-1:210987654321:endpoint/MyJob", "210987654321", "?y?ob"),
    ],
)
def test_a_name_in_either_case_matches_capitals_and_small_letters(text: str, account: str, name: str) -> None:
    parts = read("either-case", text, ENDPOINT)
    assert parts is not None
    assert (parts.name, parts.arn) == (name, f"arn:aws:sagemaker:eu-west-1:{account}:endpoint/{name}")
    assert bool(parts.wildcard) == ("?" in name)


@pytest.mark.parametrize("text", ["Z1", "/hostedzone/Z1", "hostedzone/Z1", "/change/Z1", "/healthcheck/Z1"])
def test_an_id_of_route_53_is_read_without_its_path(text: str) -> None:
    parts = read("id-in-path", text)
    assert parts is not None
    assert parts.name == "Z1"


def test_an_id_of_route_53_from_a_parameter_stays_as_it_is() -> None:
    parts = read("id-in-path", "${self:custom/zone}")
    assert parts is not None
    assert parts.name == "${self:custom/zone}"
