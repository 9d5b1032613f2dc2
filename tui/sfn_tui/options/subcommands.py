"""The subcommands: their names, their help, their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sfn_tui.options.arguments import add_context, add_inputs, add_scope, add_whatif
from sfn_tui.options.parser import PROGRAM, CommandParser, Version


class Subcommand(NamedTuple):
    """One subcommand of the program."""

    name: str
    """Empty for what happens without a subcommand."""
    module: str
    """The module of `sfn_tui` whose ``run`` does the work."""
    usage: str
    summary: str
    examples: str
    add_arguments: Callable[[argparse.ArgumentParser], None]


def _policy(parser: argparse.ArgumentParser) -> None:
    add_inputs(parser)
    add_scope(parser)
    parser.add_argument(
        "--format", choices=("json", "yaml", "table"), help="output format (default: json)"
    )
    parser.add_argument(
        "--edited",
        action="store_true",
        help="print the edited definition instead of the policy, formatted like its file",
    )
    _allow_incomplete(parser)
    add_context(parser)
    add_whatif(parser)


def _allow_incomplete(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--allow-incomplete",
        action="store_true",
        help="exit with status 0 even if the policy is known to lack permissions",
    )


def _explain(parser: argparse.ArgumentParser) -> None:
    add_inputs(parser)
    add_scope(parser)
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")
    add_context(parser)
    add_whatif(parser)


def _explain_command(parser: argparse.ArgumentParser) -> None:
    _explain(parser)
    parser.add_argument(
        "--monitor",
        action="store_true",
        help="show the life of each .sync job instead: what happens if a permission is missing or an event is lost",
    )


def _graph(parser: argparse.ArgumentParser) -> None:
    add_inputs(parser)
    add_scope(parser)
    parser.add_argument("--compact", action="store_true", help="draw each state on one row")
    add_context(parser)
    add_whatif(parser)


def _patterns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "integration", nargs="?", metavar="INTEGRATION", help="such as ecs:runTask; ecs or runTask is enough"
    )
    add_scope(parser)
    parser.add_argument("--jsonata", action="store_true", help="write the sample tasks in JSONata")
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")
    add_context(parser)


def _samples(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="print this sample's definition")


def _lessons(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "lesson", nargs="?", metavar="NAME|FILE", help="print this lesson's source, or check the lesson in this file"
    )


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="SHELL", help="bash, zsh or fish")


def _program(parser: argparse.ArgumentParser) -> None:
    _explain(parser)
    _allow_incomplete(parser)
    parser.add_argument("--demo", action="store_true", help="open a bundled sample")
    parser.add_argument("--tour", action="store_true", help="take the guided tour")
    parser.add_argument(
        "--lesson", metavar="NAME|FILE", help="take a lesson, bundled or from a file (list: sfn-explore lessons)"
    )
    # What the printed policy needs; the app falls back on the scope that was used last.
    parser.set_defaults(format=None, edited=False, scope=None, monitor=False)
    parser.add_argument("--version", action=Version)


_EXPLAIN_EXAMPLES = """\
  sfn-explore explain orders.asl.json
  sfn-explore explain --sample order-processing --scope least
  sfn-explore explain orders.asl.json --dynamic "Save order.TableName"
  sfn-explore explain --monitor nightly.asl.json
  sfn-explore explain orders.asl.json --json | jq '.tasks[].grants[].action'
"""

SUBCOMMANDS = (
    Subcommand(
        "policy",
        "printing.policy",
        "FILE... [options]",
        "Print the IAM policy that a state machine's execution role needs.",
        """\
  sfn-explore policy orders.asl.json
  sfn-explore policy --scope least --format yaml orders.asl.json
  sfn-explore policy orders.asl.json --region eu-west-1 --account 123456789012
  sfn-explore policy orders.asl.json --dynamic "Save order.TableName" --pattern "Run report=sync"
  sfn-explore policy orders.asl.json --static "Save order.TableName=orders" --edited > edited.asl.json
  aws stepfunctions describe-state-machine --state-machine-arn ARN | sfn-explore policy -
  sfn-explore policy template.yaml --machine OrderMachine
  sfn-explore policy orders.asl.json --set OrdersTable=orders --set-file prod.json
""",
        _policy,
    ),
    Subcommand(
        "explain",
        "printing.explain",
        "FILE... [options]",
        "Explain, task by task, which permissions a state machine needs and why.",
        _EXPLAIN_EXAMPLES,
        _explain_command,
    ),
    Subcommand(
        "check",
        "printing.check",
        "FILE...",
        "Check definitions; each finding is one line, file:line:column: severity: state: message [rule].",
        """\
  sfn-explore check orders.asl.json
  sfn-explore check machines/*.asl.json && echo fine
""",
        add_inputs,
    ),
    Subcommand(
        "graph",
        "printing.picture",
        "FILE...",
        "Draw the state graph as text.",
        """\
  sfn-explore graph orders.asl.json
  sfn-explore graph --compact orders.asl.json
""",
        _graph,
    ),
    Subcommand(
        "patterns",
        "printing.patterns",
        "[INTEGRATION] [options]",
        "Compare request-response, .sync and callback of an integration, or list the integrations.",
        """\
  sfn-explore patterns                             list every integration with the patterns it offers
  sfn-explore patterns ecs:runTask                 task, policy, permissions, who can end it
  sfn-explore patterns sqs --jsonata --scope least
  sfn-explore patterns aws-sdk:s3:copyObject       any operation of an AWS SDK integration
  sfn-explore patterns glue:startJobRun --json | jq '.patterns[].rights'
""",
        _patterns,
    ),
    Subcommand(
        "samples",
        "printing.samples",
        "[NAME]",
        "List the bundled sample state machines, or print the definition of one.",
        """\
  sfn-explore samples
  sfn-explore samples order-processing > orders.asl.json
""",
        _samples,
    ),
    Subcommand(
        "lessons",
        "printing.lessons",
        "[NAME|FILE]",
        "List the bundled lessons, print one, or check one of your own.",
        """\
  sfn-explore lessons
  sfn-explore lessons sync > my-lesson.toml             a lesson to base your own on
  sfn-explore lessons my-lesson.toml                    check each step; an error names its line
  sfn-explore --lesson my-lesson.toml                   take it
""",
        _lessons,
    ),
    Subcommand(
        "completion",
        "completion",
        "SHELL",
        "Print the script for tab completion in your shell.",
        """\
  eval "$(sfn-explore completion bash)"                  in ~/.bashrc
  eval "$(sfn-explore completion zsh)"                   in ~/.zshrc, after compinit
  sfn-explore completion fish > ~/.config/fish/completions/sfn-explore.fish
""",
        _completion,
    ),
)

NO_SUBCOMMAND = Subcommand(
    "",
    "explorer",
    "FILE... [options]\n       sfn-explore COMMAND [options]",
    "See which state needs each line of your Step Functions IAM policy, and what changes if you edit it.",
    """\
  sfn-explore orders.asl.json                            open the explorer: graph and policy
  sfn-explore --demo                                     try it on a sample
  sfn-explore --tour                                     take the guided tour
  sfn-explore explain orders.asl.json                    explain each permission, task by task
  sfn-explore policy orders.asl.json > policy.json       print the policy
  sfn-explore policy orders.asl.json --scope least       print the smallest policy that works
  sfn-explore policy orders.asl.json --dynamic "Save order.TableName"      what if ...?
  sfn-explore patterns ecs:runTask                       compare request-response, .sync, callback
  sfn-explore check machines/*.asl.json                  find problems in definitions
  sfn-explore template.yaml --machine OrderMachine       one state machine of a SAM or CloudFormation template
  sfn-explore policy main.tf --set queue_url=https://sqs.eu-west-1.amazonaws.com/123456789012/orders
  cat orders.asl.json | sfn-explore -                    read standard input; keys come from the terminal

commands (each has its own --help):
"""
    + "".join(f"  {command.name:<12}{command.summary}\n" for command in SUBCOMMANDS)
    + "\nWithout a command, the explorer opens; if stdout is not a terminal, the policy is printed.\n",
    _program,
)


def subcommand_of(words: Sequence[str]) -> tuple[Subcommand, Sequence[str]]:
    """Return the subcommand that the words begin with, and the rest of the words."""
    for command in SUBCOMMANDS:
        if words and words[0] == command.name:
            return command, words[1:]
    return NO_SUBCOMMAND, words


def parser_of(command: Subcommand) -> CommandParser:
    """Return the parser for the words after a subcommand."""
    prog = f"{PROGRAM} {command.name}".strip()
    parser = CommandParser(prog, f"{prog} {command.usage}", command.summary, command.examples)
    command.add_arguments(parser)
    return parser
