"""Doing a step only when what it depends on has changed.

A stamp is a small JSON file that maps a step's name to a digest of its inputs.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def digest(paths: Iterable[Path], *words: str) -> str:
    """Return one digest of the files' names and contents, and of the words."""
    whole = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def read(stamp: Path) -> dict[str, str]:
    """Return what the stamp holds; an absent or torn one holds nothing."""
    try:
        found: dict[str, str] = json.loads(stamp.read_text())
    except (OSError, ValueError):
        return {}
    return found


def write(stamp: Path, **entries: str) -> None:
    """Add entries to the stamp, replacing the file in one step."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    fresh = stamp.with_suffix(".new")
    fresh.write_text(json.dumps(read(stamp) | entries, indent=1))
    fresh.replace(stamp)
