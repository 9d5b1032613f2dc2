"""The console script, for tests that need a process: ``python -m tests.support.tui.cli_process WORD…``."""

from __future__ import annotations

import sys

from sfn_tui.cli import main

if __name__ == "__main__":
    sys.argv[0] = "sfn-explore"
    sys.exit(main())
