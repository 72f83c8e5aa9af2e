"""bin/bench: measurements of the service, one module each in tests/bench/."""

import ast
import os
import sys
from pathlib import Path

from workshop import installation
from workshop.places import BIN, PYTHON, ROOT, environment
from workshop.words import say, stop

BENCHES = ROOT / "tests" / "bench"
RUN = "import runpy, sys; module = runpy.run_path(sys.argv[1]); module['main'](sys.argv[2:])"


def main(arguments: list[str] | None = None) -> None:
    """Run the measurement named first with the rest as its arguments, or list them all."""
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or [""]
    found = _benches()
    if name in ("", "-h", "--help"):
        _list(found)
        return
    if name not in found:
        stop(f"There is no measurement called {name}. bin/bench alone lists them.")
    installation.install("runtime", "develop")
    changes = {"DJANGO_SETTINGS_MODULE": "cpms.settings", "PYTHONPATH": f"{ROOT}{os.pathsep}{BIN}"}
    os.chdir(ROOT)
    command = [str(PYTHON), "-c", RUN, str(found[name]), *rest]
    os.execve(PYTHON, command, environment(**changes))


def _benches() -> dict[str, Path]:
    files = sorted(BENCHES.glob("[!_]*.py")) if BENCHES.is_dir() else []
    return {path.stem.replace("_", "-"): path for path in files if path.name != "conftest.py"}


def _list(found: dict[str, Path]) -> None:
    if not found:
        say("There are no measurements yet: each is a module with main(argv) in tests/bench/.")
        return
    say("bin/bench NAME [arguments]")
    for name, path in found.items():
        summary = (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n")[0]
        say(f"  {name:<20} {summary}")


if __name__ == "__main__":
    main()
