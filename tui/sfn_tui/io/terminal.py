"""The keyboard, if standard input is a pipe."""

from __future__ import annotations

import os

TERMINAL = "/dev/tty"


def take_terminal_for_keyboard(path: str = TERMINAL) -> bool:
    """Use the terminal as standard input; False if there is none.

    The pipe must have been read to its end, and this must happen before the app is created: the driver
    reads descriptor 0, whatever `sys.stdin` is.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOCTTY", 0))
    except OSError:
        return False
    if not os.isatty(descriptor):
        os.close(descriptor)
        return False
    if descriptor == 0:  # standard input was closed, and the terminal got its number
        os.set_inheritable(0, True)
        return True
    try:
        os.dup2(descriptor, 0)
    finally:
        os.close(descriptor)
    return True
