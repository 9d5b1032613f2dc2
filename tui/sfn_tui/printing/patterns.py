"""The command ``patterns``: an integration's request-response, `.sync` and callback side by side."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence

from sfn_engine.asl.patterns import PATTERN_NAMES, PATTERNS
from sfn_engine.catalog.finding import bare_name, closest_name, find_integrations
from sfn_engine.catalog.loader import all_integrations
from sfn_engine.catalog.model import Integration
from sfn_engine.display import listed, shorten
from sfn_engine.patterns.compare import compare_integration
from sfn_engine.policy.unexplained import sdk_fault
from sfn_tui.options.context import BadOption, surroundings
from sfn_tui.printing.colour import Paint, paint_for
from sfn_tui.printing.output import dumped, json_text, stdout_encoding, width, write_lines


def run(args: argparse.Namespace) -> int:
    """Print the comparison of the named integration, or the list if none or several are named."""
    context = surroundings(args, os.environ).context
    found = tuple(all_integrations()) if args.integration is None else find_integrations(args.integration)
    if not found:
        raise BadOption(_unknown(args.integration))
    if len(found) > 1 or args.integration is None:
        _print_list(found, as_json=args.json)
        return 0
    comparison = compare_integration(found[0], context, args.scope, "JSONata" if args.jsonata else "JSONPath")
    if args.json:
        # Imported late: only --json needs it.
        from sfn_tui.printing.patterns_json import comparison_data

        _print_json(comparison_data(comparison))
        return 0
    # Imported late: a list does not need it.
    from sfn_tui.printing.pattern_columns import comparison_lines

    write_lines(comparison_lines(comparison, width(), paint_for(sys.stdout)))
    return 0


def _unknown(name: str) -> str:
    bare = bare_name(name)
    if bare.lower().startswith("aws-sdk:"):
        return sdk_fault(f"aws-sdk:{bare[len('aws-sdk:') :]}")
    near = closest_name(name)
    hint = f"did you mean {near!r}?" if near else "`sfn-explore patterns` lists all of them"
    return f"there is no integration {shorten(name)!r}: {hint}"


def _print_list(found: Sequence[Integration], *, as_json: bool) -> None:
    if as_json:
        _print_json(
            [
                {
                    "integration": known.name,
                    "title": f"{known.service} {known.title}",
                    "patterns": list(known.patterns),
                    "sync_suffixes": list(known.sync_suffixes),
                }
                for known in found
            ]
        )
        return
    write_lines(_table(found, paint_for(sys.stdout)))


def _table(found: Sequence[Integration], paint: Paint) -> Iterator[str]:
    """Yield a row for each integration, with the suffix of each pattern that it offers."""
    names = max(len("Integration"), *(len(known.name) for known in found)) + 2
    widths = [len(PATTERN_NAMES["request-response"]) + 2, len(".sync:2, .sync") + 2, 0]
    heads = "".join(f"{PATTERN_NAMES[pattern]:{size}}" for pattern, size in zip(PATTERNS, widths, strict=True))
    yield paint.title(f"{'Integration':{names}}{heads}".rstrip())
    for known in found:
        words = {
            "request-response": "yes",
            "sync": listed(known.sync_suffixes),
            "callback": ".waitForTaskToken",
        }
        cells = [words[pattern] if pattern in known.patterns else "-" for pattern in PATTERNS]
        row = "".join(f"{cell:{size}}" for cell, size in zip(cells, widths, strict=True))
        yield f"{known.name:{names}}{row}".rstrip()


def _print_json(data: object) -> None:
    paint = paint_for(sys.stdout)
    write_lines(paint.json_line(line) for line in json_text(dumped(data), stdout_encoding()))
