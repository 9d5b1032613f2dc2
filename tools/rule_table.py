"""The rules of `check` in the docs: ``python -m tools.rule_table > docs/rules.md``."""

from __future__ import annotations

from collections.abc import Iterator

from sfn_engine.asl.checks.rules import SUBJECTS
from sfn_engine.asl.checks.rules.model import Rule

_INTRODUCTION = (
    "Generated from `engine/sfn_engine/asl/checks/rules`: `python -m tools.rule_table > docs/rules.md`.",
    "`sfn-explore check` prints each finding as `file:line:column: severity: state: message [rule]`. "
    "The exit status is 1 if there is an error or a warning.",
    "",
    "- **error**: AWS refuses the definition, or what it says fails each time it runs.",
    "- **warning**: AWS accepts it, but it is hardly what is meant.",
    "- **info**: nothing is wrong, but the policy does not cover it.",
)


def rule_table() -> str:
    """Return every rule as Markdown: a table, and each rule with an example that breaks it and no other."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield from _INTRODUCTION
    for subject, rules in SUBJECTS.items():
        yield from ("", f"## {subject}", "", "| Rule | Severity | What is found | Guide |", "| --- | --- | --- | --- |")
        for rule in rules:
            yield f"| [`{rule.id}`](#{rule.id}) | {rule.severity} | {_cell(rule.title)} | {rule.page} |"
        for rule in rules:
            yield from _section(rule)


def _section(rule: Rule) -> Iterator[str]:
    yield from ("", f"### {rule.id}", "", rule.why, "", "```json", *rule.example.splitlines(), "```")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(rule_table(), end="")
