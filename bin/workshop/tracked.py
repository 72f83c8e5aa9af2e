"""A check: what is committed runs anywhere, and the top level stays as it was laid out."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from workshop.places import ROOT
from workshop.words import say

TOP = {
    "manage.py", "cpms", "conferences", "core_groups", "plans", "enquiries", "templates",
    "static", "tests", "pyproject.toml", "docker-compose.yml", "README.md", "bin", "docs",
    ".ci", ".gitignore", ".gitattributes",
}  # fmt: skip
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:work|root|home|Users|mnt|tmp/bash)/[\w.-]+")
REGISTRY = re.compile(
    r"(?:registry\.npmjs\.org|registry\.yarnpkg\.com|files\.pythonhosted\.org|pypi\.org/simple"
    r"|--(?:extra-)?index-url|--find-links)"
)
LOCK_ADDRESS = re.compile(r'"resolved"|https?://[^\s"]+\.(?:whl|tgz|tar\.gz)|\s@\s+\w+://')
LOCKS = re.compile(r"(?:bin/requirements/.*\.txt|static/package-lock\.json)")
SAYS_WHAT_IS_FORBIDDEN = {"bin/workshop/tracked.py"}


def main() -> None:
    """Read every tracked file and name each line that ties it to one machine."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], check=True, capture_output=True, text=True, cwd=ROOT
    )
    names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    faults = [*_strangers(names), *(fault for name in names for fault in _faults(name))]
    for fault in faults:
        say(fault)
    say(f"{len(names)} tracked files read, {len(faults)} faults")
    raise SystemExit(bool(faults))


def _strangers(names: list[str]) -> Iterator[str]:
    for top in sorted({name.partition("/")[0] for name in names} - TOP):
        yield f"{top}: does not belong at the top level"


def _faults(name: str) -> Iterator[str]:
    text = _text(ROOT / name)
    if name in SAYS_WHAT_IS_FORBIDDEN:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if MACHINE_PATH.search(line):
            yield f"{name}:{number}: a path of one machine"
        if REGISTRY.search(line):
            yield f"{name}:{number}: the address of a package registry"
        if LOCKS.fullmatch(name) and LOCK_ADDRESS.search(line):
            yield f"{name}:{number}: a download address in a lock file"


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""  # a picture or a font


if __name__ == "__main__":
    main()
