"""The trial of bin/run in .ci/run: from nothing and again, does it answer, does it end?

It starts bin/run as a person would, on a free port with data of its own, asks for the
sign-in page and the health of the service, ends it as Ctrl-C does, and then looks for
anything left.
"""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from workshop.places import BIN, ROOT
from workshop.words import say, stop

SECONDS_FROM_NOTHING = 900
SECONDS_WARM = 30
SECONDS_TO_END = 20


def main() -> None:
    """Make both starts and say how long each took."""
    with tempfile.TemporaryDirectory(prefix="cpms-trial-") as folder:
        first = _start_and_end(folder, SECONDS_FROM_NOTHING)
        again = _start_and_end(folder, SECONDS_WARM)
    say(f"bin/run answered after {first:.1f} s from nothing, and after {again:.1f} s again.")


def _start_and_end(folder: str, patience: int) -> float:
    port = _free_port()
    started = time.monotonic()
    run = subprocess.Popen(
        [BIN / "run", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"CPMS_DATA_DIR": folder},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _await(run, f"http://127.0.0.1:{port}/health/ready", patience)
        took = time.monotonic() - started
        _ask_for_sign_in_page(port)
    finally:
        _end(run)
    _nothing_is_left(port, folder)
    return took


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def _await(run: "subprocess.Popen[bytes]", address: str, patience: int) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if run.poll() is not None:
            stop(f"bin/run ended by itself with {run.returncode}; its words are above.")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    stop(f"bin/run did not answer within {patience} seconds.")


def _ask_for_sign_in_page(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
        page = answer.read().decode()
    if 'type="password"' not in page:
        stop("The first page is not the sign-in page.")


def _end(run: "subprocess.Popen[bytes]") -> None:
    """End it as Ctrl-C does: the interrupt goes to the whole group of the terminal."""
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGINT)
    try:
        run.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        stop(f"bin/run did not end within {SECONDS_TO_END} seconds of Ctrl-C.")


def _nothing_is_left(port: int, folder: str) -> None:
    with socket.socket() as trial:
        if trial.connect_ex(("127.0.0.1", port)) == 0:
            stop(f"Something still answers on port {port} after bin/run ended.")
    left = [str(pid) for pid in _processes_with(f"CPMS_DATA_DIR={folder}")]
    if left:
        stop(f"bin/run left these processes running: {', '.join(left)}")


def _processes_with(setting: str) -> Iterator[int]:
    """Give the processes that were started with a setting, as far as we may look."""
    for place in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if setting.encode() in place.read_bytes().split(b"\0"):
                yield int(place.parent.name)


if __name__ == "__main__":
    main()
