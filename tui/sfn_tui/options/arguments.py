"""The options of the printing commands. Nothing from the engine is imported: `--help` must be fast."""

from __future__ import annotations

import argparse

from sfn_tui.options.parser import InOrder

KEYS = (
    ("--kms-key-id", "the state machine"),
    ("--activity-kms-key-id", "its activities"),
    ("--bucket-kms-key-id", "the bucket of a ResultWriter"),
    ("--reader-bucket-kms-key-id", "the bucket of an ItemReader"),
)


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Add what names the definitions to read."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="ASL as JSON or YAML, a SAM or CloudFormation template, serverless.yml, Terraform, or the output of "
        "`aws stepfunctions describe-state-machine`; - for standard input",
    )
    parser.add_argument("--machine", metavar="NAME", help="the state machine to use if the file has several")
    parser.add_argument(
        "--set",
        action="append",
        dest="bindings",
        metavar="NAME=VALUE",
        default=[],
        help="set the placeholder ${NAME} to VALUE (repeatable)",
    )
    parser.add_argument(
        "--set-file",
        metavar="FILE",
        help="placeholder values: NAME=VALUE lines, a JSON object, or a CloudFormation parameter file",
    )
    parser.add_argument(
        "--sample", metavar="NAME", help="use a bundled sample instead of a FILE (list: sfn-explore samples)"
    )


def add_context(parser: argparse.ArgumentParser) -> None:
    """Add what a definition does not say: account, region and settings of the machine."""
    group = parser.add_argument_group("account, region and settings of the state machine")
    group.add_argument(
        "--region",
        help="region used to complete bare names (default: what the file and its ARNs say, then the environment)",
    )
    group.add_argument(
        "--account", help="12-digit account ID (default: what the file and its ARNs say, then the environment)"
    )
    group.add_argument("--partition", help="aws, aws-cn or aws-us-gov (default: the partition of the region)")
    group.add_argument(
        "--name", help="name of the state machine (needed for Distributed Map, redrive and KMS keys)"
    )
    group.add_argument("--tracing", action="store_true", help="X-Ray tracing is on")
    group.add_argument("--logging", action="store_true", help="logging to CloudWatch Logs is on")
    group.add_argument("--redrive", action="store_true", help="failed executions will be redriven")
    for flag, what in KEYS:
        group.add_argument(flag, metavar="KEY", help=f"ID or ARN of the KMS key of {what}")


def add_scope(parser: argparse.ArgumentParser) -> None:
    """Add the choice between the guide's policy and least privilege."""
    parser.add_argument(
        "--scope",
        choices=("guide", "least"),
        default="guide",
        help="guide: the policy templates of the Developer Guide (default); least: the smallest policy that works",
    )


def add_whatif(parser: argparse.ArgumentParser) -> None:
    """Add the what-if edits, which are applied in the order given."""
    group = parser.add_argument_group("what if (repeatable, applied in the order given)")
    for flag, metavar, what in (
        ("--dynamic", "STATE.TARGET", "take the target from the state's input"),
        ("--static", "STATE.TARGET=VALUE", "hard-code the target as VALUE"),
        ("--pattern", "STATE=PATTERN", "make the task request-response, sync or callback"),
    ):
        group.add_argument(flag, action=InOrder, dest="edits", metavar=metavar, default=[], help=what)
