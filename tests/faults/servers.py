"""Servers of the harness's own, killed without a word and started again on the same place.

Each asserts at every start that the server which answers is the one it started: figures
from a harness that talked to another server were plausible and wrong.
"""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import psycopg2
import redis


class PrivateRedis:
    """A Redis that keeps nothing, as in docker-compose.yml: a kill empties its queue."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    @staticmethod
    def is_there() -> bool:
        """Whether this machine has the program."""
        return shutil.which("redis-server") is not None

    def start(self) -> None:
        """Start it and see that it is the one which answers."""
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly"]
        self.run = subprocess.Popen(
            ["redis-server", *words, "no", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 20
        with redis.Redis(port=self.port) as asked:
            while True:
                try:
                    answering = asked.info("server")["process_id"]
                    break
                except redis.RedisError:
                    assert time.monotonic() < until, "Redis did not answer"
                    assert self.run.poll() is None, "Redis ended by itself"
                    time.sleep(0.05)
        assert answering == self.run.pid, f"another Redis answers on port {self.port}"

    def kill(self) -> None:
        """End it as the kernel does when memory runs out."""
        self.run.kill()
        self.run.wait()

    end = kill


class FileBroker:
    """The demonstration's broker: a folder. Killing it is losing every message in it."""

    address = ""

    def __init__(self, data_folder: Path) -> None:
        self.folder = data_folder / "queue"

    def kill(self) -> None:
        """Take every message away."""
        for message in self.folder.glob("messages/*"):
            message.unlink(missing_ok=True)

    def start(self) -> None:
        """Nothing runs."""

    def end(self) -> None:
        """Nothing ends."""


class PrivatePostgres:
    """The development packages' PostgreSQL in a folder of its own, whose commits hold."""

    def __init__(self) -> None:
        from workshop.servers import OwnPostgres

        # A kill must not cost a commit: with synchronous_commit off it would.
        self.server = OwnPostgres(("fsync=off",))
        self.address = self.server.address
        self.start()

    def start(self) -> None:
        """Start it and see that it is the one which answers."""
        self.server.start()
        until = time.monotonic() + 60
        while True:
            try:
                connection = psycopg2.connect(
                    host=str(self.server.running), user="postgres", dbname="postgres"
                )
                break
            except psycopg2.OperationalError:
                assert time.monotonic() < until, "PostgreSQL did not answer"
                time.sleep(0.1)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            assert cursor.fetchone()[0] == str(self.server.data), "another PostgreSQL answers"
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'cpms'")
            if not cursor.fetchone():
                cursor.execute("CREATE DATABASE cpms")
        connection.close()
        pid = int((self.server.data / "postmaster.pid").read_text().split()[0])
        assert pid == self.server.run.pid, "another PostgreSQL answers"

    def kill(self) -> None:
        """End the whole server at once, mid-transaction."""
        pids = [self.server.run.pid, *children(self.server.run.pid)]
        for pid in pids:
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
        self.server.run.wait()

    def end(self) -> None:
        """End it and take its folder away."""
        self.server.end()


def children(parent: int) -> list[int]:
    """The processes that one process started itself."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after_name[1]) == parent and after_name[0] != "Z":
            found.append(int(place.parent.name))
    return found
