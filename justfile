# CONTRIBUTING.md has the plain commands behind these recipes.

# So that a word with blanks stays one word: just test -k "undo or redo".
set positional-arguments

python := ".venv/bin/python"

# List the recipes
default:
    @just --list --unsorted

# Run everything that must pass before a change goes in: what .ci/run runs, in an environment of its own
check:
    .ci/run

# Run the tests, or some of them: just test tests/engine -k policy
test *ARGS: _set-up
    {{ python }} -m pytest -n 4 "$@"

# Regenerate the generated documents in docs/: keys, monitoring, permissions of integrations, rules
docs: _set-up
    {{ python }} -m tools.key_list > docs/keys.md
    {{ python }} -m tools.monitor_table > docs/monitoring.md
    {{ python }} -m tools.permissions_table > docs/integrations-permissions.md
    {{ python }} -m tools.rule_table > docs/rules.md

# Redraw the screenshots, or only those named; needs the font DejaVu Sans Mono
shots *NAMES: _set-up
    {{ python }} -m pip install -q -c constraints.txt -e ".[test,screenshots]"
    {{ python }} screenshots/make.py "$@"

# Measure speed and memory, all of it or some: just bench cli graph
bench *NAMES: _set-up
    {{ python }} -m tests.bench "$@"

# README's first command installs a copy, without the tests; the recipes need this folder itself.
_set-up:
    @{{ python }} -c 'import pytest, sfn_engine, sys; sys.exit("site-packages" in sfn_engine.__file__)' 2> /dev/null \
        || { python3 -m venv .venv && {{ python }} -m pip install -q -c constraints.txt -e ".[test]"; }
