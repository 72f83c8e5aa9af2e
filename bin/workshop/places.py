"""Where things lie in a checkout, and the environment its programs are started with."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / "bin"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = BIN / "requirements"


def data_folder() -> Path:
    """Return the one ignored folder that holds an installation's data."""
    return Path(os.environ.get("CPMS_DATA_DIR") or ROOT / "var").resolve()


def environment(**changes: str) -> dict[str, str]:
    """Return the environment for a program of the service: its own Python first."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    return kept | {"PATH": path, "VIRTUAL_ENV": str(VENV)} | changes
