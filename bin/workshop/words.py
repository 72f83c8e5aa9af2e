"""Talking to the person at the terminal: short lines, and one clear line to stop with."""

import sys
from typing import NoReturn


def say(line: str = "") -> None:
    """Print one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def stop(line: str) -> NoReturn:
    """End with one line that says what is wrong and what to do."""
    sys.stdout.flush()
    sys.stderr.write(line + "\n")
    raise SystemExit(1)
