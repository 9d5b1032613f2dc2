"""Where a machine is deployed: partition, region and account.

What a person says comes first, then what the file and its ARNs say, then what surrounds the file. What only the
deployment knows is written as the file writes it. So a policy has one partition, one region and one account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sfn_engine.asl.model import StateMachine
from sfn_engine.policy.arns import partition_of_region
from sfn_engine.policy.note_kinds import NoteKind
from sfn_engine.policy.stated import Given, stated_location

UNKNOWN_REGION = "<region>"
UNKNOWN_ACCOUNT = "<account>"
_PSEUDO_PARAMETERS = ("${AWS::Partition}", "${AWS::Region}", "${AWS::AccountId}")


class Fallback(NamedTuple):
    """A region and an account that count where nothing else says them."""

    region: str | None = None
    account: str | None = None


NO_FALLBACK = Fallback()


class ResolvedLocation(NamedTuple):
    """Where a machine is, what of it was taken from the fallback, and what to tell a reader."""

    location: tuple[str, str, str]
    """Partition, region, account."""
    used: Fallback
    notes: tuple[tuple[str, NoteKind], ...]


def resolve_location(options: Given, given: Given, fallback: Fallback, machine: StateMachine) -> ResolvedLocation:
    """Find out where the machine is.

    `options` are what a person said, `given` the same together with what the file says beside the definition.
    """
    return _Resolver(options, given, fallback, machine).run()


@dataclass
class _Resolver:
    options: Given
    given: Given
    fallback: Fallback
    machine: StateMachine
    notes: list[tuple[str, NoteKind]] = field(default_factory=list)
    used: dict[str, str] = field(default_factory=dict)

    def run(self) -> ResolvedLocation:
        """Return the location."""
        self.stated = stated_location(self.machine)
        self.deployed = self._deployed()
        region = self._part("region", self.given.region, self.fallback.region, self.deployed.region)
        account = self._part("account", self.given.account, self.fallback.account, self.deployed.account)
        placeholders = [value for value in (region, account) if value.startswith("${")]
        if placeholders:
            what = "Region and account are those" if len(placeholders) == 2 else f"{_what(region)} is that"
            self.notes.append((f"{what} of the deployment: {', '.join(placeholders)}.", "assumed"))
        return ResolvedLocation(
            (self._partition(region), region, account), Fallback(**self.used), tuple(self.notes)
        )

    @property
    def in_template(self) -> bool:
        """True if CloudFormation fills in its pseudo parameters."""
        return self.machine.document is not None and self.machine.document.has_pseudo_parameters

    def _deployed(self) -> Given:
        """Return the placeholders that the deployment fills in, as the file writes them."""
        if self.in_template:
            return Given(*_PSEUDO_PARAMETERS)
        found, document = self.stated.placeholders, self.machine.document
        if document is None:
            return found
        settings = document.settings
        return Given(
            found.partition or settings.partition,
            found.region or settings.region,
            found.account or settings.account,
        )

    def _part(self, what: str, given: str | None, surrounding: str | None, deployed: str | None) -> str:
        """Return the region or the account."""
        found = sorted(getattr(self.stated, f"{what}s"))
        agreed: str | None = found[0] if len(found) == 1 else None
        if given is not None:
            if getattr(self.options, what) is None:
                self._note_difference(what, surrounding, f"the file says {given}")
            return given
        if agreed is not None and not self.in_template:
            self._note_difference(what, surrounding, f"the ARNs in the definition say {agreed}")
            self.notes.append((f"{what.capitalize()} {agreed} is taken from the ARNs in the definition.", "assumed"))
            return agreed
        if agreed is not None and surrounding not in (None, agreed):
            self._note_difference(what, surrounding, f"the ARNs in the definition say {agreed}")
        elif surrounding is not None and self._fits(what, surrounding):
            self.used[what] = surrounding
            return surrounding
        return deployed or self._unknown(what, found)

    def _note_difference(self, what: str, surrounding: str | None, stated: str) -> None:
        if surrounding is not None and surrounding != stated.rpartition(" ")[2]:
            text = f"{what.capitalize()} {surrounding} of the environment is not used: {stated}."
            self.notes.append((f"{text} Set another one with --{what}.", "conflict"))

    def _fits(self, what: str, surrounding: str) -> bool:
        """Tell whether a surrounding region is in the partition that the definition states."""
        stated = self._stated_partition(self.stated.partitions)
        if what != "region" or stated in (None, _partition_of(surrounding)) or surrounding.startswith("$"):
            return True
        self._note_difference(what, surrounding, f"the definition is for partition {stated}")
        return False

    def _unknown(self, what: str, found: list[str]) -> str:
        unknown = UNKNOWN_REGION if what == "region" else UNKNOWN_ACCOUNT
        several = f" (the definition names several: {', '.join(found)})" if found else ""
        text = f"{what.capitalize()} unknown{several}; written as {unknown}. Set it with --{what}."
        self.notes.append((text, "unresolved"))
        return unknown

    def _stated_partition(self, partitions: frozenset[str]) -> str | None:
        return self.given.partition or (next(iter(partitions)) if len(partitions) == 1 else None)

    def _partition(self, region: str) -> str:
        chosen = next(partition for partition in self._partitions(region) if partition)
        if not chosen.startswith("${"):
            self._note_other_partitions(chosen, region)
        return chosen

    def _note_other_partitions(self, chosen: str, region: str) -> None:
        other = sorted(self.stated.own_partitions - {chosen})
        if other:
            text = f"The policy is for partition {chosen}, but the definition has ARNs of {', '.join(other)}."
            self.notes.append((text, "conflict"))
        if _partition_of(region) not in (None, chosen):
            text = f"The policy is for partition {chosen}, but region {region} is in {_partition_of(region)}."
            self.notes.append((text, "conflict"))

    def _partitions(self, region: str) -> Iterator[str | None]:
        """Yield the partitions that something says, the strongest first."""
        yield self.given.partition
        yield _partition_of(self.options.region)
        yield self._stated_partition(self.stated.own_partitions)
        yield _partition_of(region)
        # In a template a service's ARN may well be written for one partition, and the file deployed to another.
        if self.deployed.partition is None:
            yield self._stated_partition(self.stated.partitions)
        yield self.deployed.partition
        yield "aws"


def _partition_of(region: str | None) -> str | None:
    return partition_of_region(region) if region is not None and region[:1] not in ("<", "$") else None


def _what(region: str) -> str:
    return "Region" if region.startswith("${") else "Account"
