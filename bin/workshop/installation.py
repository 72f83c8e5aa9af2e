"""Making a checkout ready: the virtual environment, the locked packages, the front end."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from workshop import stamps
from workshop.places import BIN, PYTHON, REQUIREMENTS, ROOT, VENV, environment
from workshop.words import say, stop

INSTALLED = VENV / "installed.json"
OLDEST_NODE = 20
NO_VENV = (
    "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv "
    "(for a Python of another version, python3.X-venv). Then run this again."
)
NO_NETWORK = (
    "The first set-up downloads packages and the package index cannot be reached. "
    "Check the network (or the proxy and index settings of {tool}) and run this again."
)
SIGNS_OF_NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "No matching distribution found",
    "Could not fetch URL",
    "EAI_AGAIN",
    "ENOTFOUND",
    "ECONNREFUSED",
    "ETIMEDOUT",
)


def install(*locks: str) -> None:
    """Have the packages of these locks (runtime, develop) in .venv, as pinned."""
    _have_venv()
    for lock in locks:
        _have_lock(lock)


def build_assets() -> None:
    """Have the stylesheets and scripts in static/build; quick when nothing changed."""
    if not _usable_node():
        _have_lock("node")
    if not (ROOT / "static" / "build").is_dir():
        say("Building the stylesheets and scripts ...")
    command = [str(PYTHON), str(BIN / "build-assets")]
    _do(command, tool="npm", failure="The stylesheets and scripts could not be built")


def _have_venv() -> None:
    if PYTHON.exists() and _answers(PYTHON):
        return
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        stop(NO_VENV)
    say("Making the virtual environment .venv ...")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    _do(command, tool="pip", failure=f"{NO_VENV}\nThe virtual environment could not be made")


def _have_lock(lock: str) -> None:
    path = REQUIREMENTS / f"{lock}.txt"
    wanted = stamps.digest([path])
    if stamps.read(INSTALLED).get(lock) == wanted:
        return
    say(f"Installing the Python packages of bin/requirements/{lock}.txt ...")
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    ]
    _do(
        [*pip, "--require-hashes", "-r", str(path)],
        tool="pip",
        failure="The Python packages could not be installed",
    )
    stamps.write(INSTALLED, **{lock: wanted})


def _answers(python: Path) -> bool:
    return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0


def _usable_node() -> bool:
    """Tell whether npm is on the PATH, with a Node.js young enough for the build."""
    path = environment()["PATH"]
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if not node or not npm:
        return False
    answer = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)
    major = answer.stdout.strip().lstrip("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def _do(command: list[str], *, tool: str, failure: str) -> None:
    """Run one step quietly; when it fails, say in a line why and show its last words."""
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env=environment(),
        stdin=subprocess.DEVNULL,
    )
    if done.returncode == 0:
        return
    words = done.stdout + done.stderr
    if any(sign in words for sign in SIGNS_OF_NO_NETWORK):
        stop(NO_NETWORK.format(tool=tool))
    last = "\n".join(words.strip().splitlines()[-12:])
    stop(f"{failure}:\n{last}")
