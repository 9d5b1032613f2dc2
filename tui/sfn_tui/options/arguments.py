"""The options of the printing commands. Nothing of the engine is imported: `--help` must be quick."""

from __future__ import annotations

import argparse

from sfn_tui.options.parser import InOrder

KEYS = (
    ("--kms-key-id", "the state machine"),
    ("--activity-kms-key-id", "the machine's activities"),
    ("--bucket-kms-key-id", "the bucket of a ResultWriter"),
)


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Add what names the definitions to read."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="ASL as JSON or YAML, a SAM or CloudFormation template, serverless.yml, Terraform, or what "
        "`aws stepfunctions describe-state-machine` prints; - is standard input",
    )
    parser.add_argument("--machine", metavar="NAME", help="the state machine to take from a file that holds several")
    parser.add_argument(
        "--set",
        action="append",
        dest="bindings",
        metavar="NAME=VALUE",
        default=[],
        help="the value of a placeholder ${NAME} (may be repeated)",
    )
    parser.add_argument(
        "--set-file",
        metavar="FILE",
        help="values of placeholders: lines NAME=VALUE, a JSON object, or a CloudFormation parameter file",
    )
    parser.add_argument(
        "--sample", metavar="NAME", help="a bundled sample instead of a FILE (see: sfn-explore samples)"
    )


def add_context(parser: argparse.ArgumentParser) -> None:
    """Add what a definition does not say: where the machine lives, and its settings."""
    group = parser.add_argument_group("the machine's surroundings")
    group.add_argument(
        "--region", help="where bare names are taken to live; else what the definition's ARNs agree on"
    )
    group.add_argument("--account", help="twelve digits; else what the definition's ARNs agree on")
    group.add_argument("--partition", help="aws, aws-cn, aws-us-gov; else the one of the region")
    group.add_argument(
        "--name", help="the state machine's own name (Distributed Map, redrive and keys need it)"
    )
    group.add_argument("--tracing", action="store_true", help="X-Ray tracing is on")
    group.add_argument("--logging", action="store_true", help="logs go to CloudWatch Logs")
    group.add_argument("--redrive", action="store_true", help="failed executions are to be redriven")
    for flag, what in KEYS:
        group.add_argument(flag, metavar="KEY", help=f"id or ARN of the KMS key of {what}")


def add_scope(parser: argparse.ArgumentParser) -> None:
    """Add the choice between the guide's policy and the smallest one."""
    parser.add_argument(
        "--scope",
        choices=("guide", "least"),
        default="guide",
        help="guide: what the Developer Guide's templates say (default); least: the smallest that runs",
    )


def add_whatif(parser: argparse.ArgumentParser) -> None:
    """Add the what-if edits, which are made in the order in which they are given."""
    group = parser.add_argument_group("what if (may be repeated; made in the order given)")
    for flag, metavar, what in (
        ("--dynamic", "STATE.TARGET", "the target came from the state's input"),
        ("--static", "STATE.TARGET=VALUE", "the target were written out as VALUE"),
        ("--pattern", "STATE=PATTERN", "the task were request-response, sync, callback"),
    ):
        group.add_argument(flag, action=InOrder, dest="edits", metavar=metavar, default=[], help=what)
