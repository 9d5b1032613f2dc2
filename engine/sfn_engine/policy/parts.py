"""What the holes of a statement are filled with: parts of a target's value, and facts about the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class AwsLocation:
    """The partition, region and account of a machine, and what else its statements may name."""

    partition: str
    region: str
    account: str
    extras: Mapping[str, str]
    """Other holes: ``machine``, ``label``, ``kms_key``."""

    @property
    def home(self) -> tuple[str, str, str]:
        """Partition, region and account, as `Parts` begins with them."""
        return self.partition, self.region, self.account


class Parts(NamedTuple):
    """What a value gives to the holes of a statement."""

    partition: str
    region: str
    account: str
    name: str
    """Fills ``{Target}``."""
    arn: str
    """Fills ``{Target.arn}``."""
    form: str = ""
    """What `when` in the catalog can test."""
    more: Mapping[str, str] = {}
    """Fills ``{Target.part}`` for other parts. ``whole`` takes the place of all that is before ``{Target}`` too, where
    that is the end of the text, and ``inside`` where more follows: an access point in the place of a bucket."""
    wildcard: str = ""
    """Why ``{Target.arn}`` is a wildcard although the value has none, as a clause."""
    assumed: str = ""
    """What a placeholder is taken for, where it may be something else too: ``the id of a foundation model``."""
    opaque: bool = False
    """True where one placeholder is a whole ARN or URL whose parts are still unknown."""


def instead_of_arn(whole: str, inside: str) -> Mapping[str, str]:
    """Return the parts of a value that takes the place of a whole ARN, as an access point does of its bucket's.

    `inside` is what the ARNs of what is in it begin with.
    """
    return {"whole": whole, "inside": inside}
