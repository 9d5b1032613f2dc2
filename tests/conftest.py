"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# On a server the same examples at each run, so that a change is judged by itself; new ones at home.
settings.register_profile("server", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("server")
