"""bin/run: set the service up where that is still to do, and run it until Ctrl-C."""

import argparse
import fcntl
import os
import socket
from pathlib import Path
from typing import IO

from workshop import installation, records
from workshop.places import BIN, PYTHON, ROOT, data_folder, environment
from workshop.words import say, stop

# The embedded default is complete in itself; what production reads must not leak into it.
FOREIGN = ("DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL", "EMAIL_URL", "CPMS_PRODUCTION")
OPEN_ABOVE_SYSTEM_PORTS = 1023


def main(arguments: list[str] | None = None) -> None:
    """Prepare everything, then become the processes of the service."""
    wanted = _parse(arguments)
    _clear_foreign_settings()
    _refuse_taken_port(wanted.port)
    lock = _only_one_at_a_time(data_folder())
    try:
        installation.install("runtime")
        installation.build_assets()
        kind = records.prepare(fresh=wanted.fresh, empty=wanted.empty)
    except KeyboardInterrupt:
        stop("Stopped before the set-up was done. bin/run goes on where it was left.")
    os.set_inheritable(lock.fileno(), True)
    _become_the_processes(wanted.port, kind)


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Set CPMS up on this machine and run it until Ctrl-C. "
        "Everything it keeps lies in the folder var/.",
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=os.environ.get("PORT", "8000"),
        help="serve on this port (default 8000)",
    )
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="delete what is in var/ and start again with new demonstration data",
    )
    parser.add_argument(
        "--empty",
        action="store_true",
        help="no demonstration data: one administrator, whose password is shown once",
    )
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isdigit() or not OPEN_ABOVE_SYSTEM_PORTS < int(text) < 2**16:
        message = f"{text} is not a port: choose a number from 1024 to 65535"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _clear_foreign_settings() -> None:
    for name in FOREIGN:
        if os.environ.pop(name, None) is not None:
            say(f"{name} is set and not used: bin/run keeps to its own data in var/.")


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            stop(
                f"Port {port} is taken by another program. Stop that program, "
                f"or choose another port: bin/run --port {port + 1}"
            )


def _only_one_at_a_time(folder: Path) -> IO[str]:
    """Hold the data folder for this run; two runs would do every duty twice."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "running").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stop(f"CPMS is already running from {folder}. Stop it there with Ctrl-C first.")
    return lock


def _become_the_processes(port: int, kind: str) -> None:
    changes = {
        "PORT": str(port),
        "WEB_CONCURRENCY": os.environ.get("WEB_CONCURRENCY", "1"),
        "CPMS_BIND": f"127.0.0.1:{port}",
        "CPMS_DEMONSTRATION": "on" if kind == "demonstration" else "off",
        "CPMS_SERVICE_URL": f"http://localhost:{port}",
        "CPMS_LOG_LEVEL": os.environ.get("CPMS_LOG_LEVEL", "WARNING"),
        "PYTHONPATH": str(BIN),
        "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", "ignore"),
    }
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), "-m", "workshop.processes"], environment(**changes))


if __name__ == "__main__":
    main()
