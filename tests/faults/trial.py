"""One trial: reminders fall due, things are killed at random moments, then it is counted."""

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.background import ROOT, Background
from tests.faults.counting import Figures, Rows, count, is_through
from tests.faults.sink import Sink

LEASE_SECONDS = 4


@dataclass
class Trial:
    """What is due in how many seconds, what is killed how often, with the claim or without."""

    environment: dict[str, str]
    folder: Path
    broker: Any
    due: int
    seconds: float
    kills: dict[str, int]
    seed: int = 1
    claim: bool = True
    database: Any = None
    patience: float = 90
    pools: tuple[str, ...] = ("", "")
    killed: Counter[str] = field(default_factory=Counter)

    def run(self) -> Figures:
        """Start everything, break it, wait until it is quiet, and count."""
        began = time.monotonic()
        self.sink = Sink(self.seed)
        self.environment = self.environment | {
            "CELERY_BROKER_URL": self.broker.address,
            "CPMS_CARRIER": "tests.faults.carrier.CarrierToTheSink",
            "CPMS_LEASE_SECONDS": str(LEASE_SECONDS),
            "FAULTS_SINK": str(self.sink.port),
            "FAULTS_CLAIM": "on" if self.claim else "off",
            "DJANGO_SETTINGS_MODULE": "cpms.settings",
            "PYTHONPATH": str(ROOT),
        }
        self._start()
        try:
            rows = self._break_and_wait()
        finally:
            for process in [*self.beats, *self.workers]:
                process.kill()
            self.sink.shutdown()
            self.sink.server_close()
        return Figures(
            due=self.due,
            **count(rows, self.sink.taken, self.due),
            killed=self.killed,
            looked_up=self.sink.asked,
            longest_silence=self.sink.longest_silence(),
            seconds=time.monotonic() - began,
        )

    def _start(self) -> None:
        def process(name: str, number: int) -> Background:
            return Background(name, number, self.environment, self.folder)

        self.workers = [
            process("worker", number).start(pool=pool)
            for number, pool in enumerate(self.pools, start=1)
        ]
        self.beats = [process("beat", number).start() for number in (1, 2)]

    def _break_and_wait(self) -> list[tuple]:
        with self._seeding() as seeding:
            child = seeding.stdout.readline().strip()
            assert child, "no reminder could be written: see the words above"
            self._until(lambda: self.sink.taken, "nothing was delivered")
            self._kill_at_random_moments()
        assert seeding.returncode == 0
        rows = Rows(self.environment["DATABASE_URL"])
        self._quietly(lambda: is_through(rows.of(child), self.due))
        time.sleep(LEASE_SECONDS + 1)  # what comes late and double comes now
        return rows.of(child)

    def _seeding(self) -> "subprocess.Popen[str]":
        words = ["-m", "tests.faults.seeding", str(self.due), str(self.seconds)]
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _kill_at_random_moments(self) -> None:
        chance = random.Random(self.seed)
        names = [name for name, times in self.kills.items() for _ in range(times)]
        chance.shuffle(names)
        moments = sorted(chance.uniform(0, self.seconds) for _ in names)
        began = time.monotonic()
        returning = []
        for moment, name in zip(moments, names, strict=True):
            time.sleep(max(0.0, began + moment - time.monotonic()))
            returning.append(self._kill(name, chance))
        for thread in filter(None, returning):
            thread.join()

    def _kill(self, name: str, chance: random.Random) -> threading.Thread | None:
        """Kill it now; it comes back a moment later, while the others go on."""
        if name == "pool child":
            forking = [worker for worker in self.workers if "prefork" in worker.line]
            self.killed[name] += forking[0].kill_child()
            return None
        victim = {
            "worker": lambda: chance.choice(self.workers),
            "broker": lambda: self.broker,
            "database": lambda: self.database,
        }[name]()
        pause = chance.uniform(0.2, 1.5)
        victim.kill()
        self.killed[name] += 1

        def come_back() -> None:
            time.sleep(pause)
            victim.start()

        # The next kill may want the same server: it must be up before it can die.
        if name != "worker":
            come_back()
            return None
        thread = threading.Thread(target=come_back)
        thread.start()
        return thread

    def _until(self, happened: Any, otherwise: str) -> None:
        until = time.monotonic() + self.patience
        while not happened():
            assert time.monotonic() < until, f"{otherwise}\n{self.words()}"
            time.sleep(0.1)

    def _quietly(self, happened: Any) -> None:
        """Wait for it; if it never comes, the count says what is missing."""
        until = time.monotonic() + self.patience
        while not happened() and time.monotonic() < until:
            time.sleep(0.3)

    def words(self) -> str:
        """The last lines of each process."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"{log.name}: {log.read_text()[-1500:]}" for log in logs)
