"""The background under trial: workers and two timetables, from the lines of bin/Procfile."""

import contextlib
import os
import signal
import subprocess
import threading
from pathlib import Path

from django.conf import settings

from tests.faults.servers import children

ROOT = Path(settings.BASE_DIR)


def line_of(name: str) -> str:
    """The Procfile's line of a process, with the quicker timetable."""
    lines = (ROOT / "bin" / "Procfile").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith(f"{name}: ")]
    quicker = line.removeprefix(f"{name}: ").replace("--app cpms ", "--app tests.faults.app ")
    assert "tests.faults.app" in quicker, quicker
    return quicker


class Background:
    """One process; `pool` other than the Procfile's gives a worker whose child can be killed."""

    def __init__(self, name: str, number: int, environment: dict[str, str], folder: Path) -> None:
        self.name, self.environment = name, environment
        self.run: subprocess.Popen | None = None
        self.starting = threading.Lock()
        self.log = folder / f"{name}-{number}.log"
        self.line = line_of(name)
        if name == "beat":
            self.line += f" --schedule {folder / f'timetable-{number}'}"
        else:
            self.line += f" --hostname {name}-{number}@faults"

    def start(self, *, pool: str = "") -> "Background":
        """Start it in a session of its own, unless it came back already."""
        with self.starting:
            if self.run is None or self.run.poll() is not None:
                self._start(pool)
        return self

    def _start(self, pool: str) -> None:
        if pool:
            self.line = self.line.replace("--pool threads", f"--pool {pool}")
        with self.log.open("ab") as into:
            self.run = subprocess.Popen(
                ["/bin/sh", "-c", self.line],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=into,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it and all that it started, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.run.pid, signal.SIGKILL)
        self.run.wait()

    def kill_child(self) -> bool:
        """End one process of its pool; whether there was one."""
        pool = children(self.run.pid)
        for child in pool[:1]:
            os.kill(child, signal.SIGKILL)
        return bool(pool)
