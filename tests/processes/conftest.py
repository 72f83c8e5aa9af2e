"""Real processes: a production of its own on the real PostgreSQL and Redis.

The lines of the Procfile are started as a process manager starts them, each in a session
of its own, so that what is left behind can be seen.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
HOST = "cpms.example.gov.uk"
# The tables straight from the models: what is tried here does not turn on the migrations.
TABLES = """
import os, django
from django.conf import settings
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpms.settings")
django.setup()
from django.apps import apps
from django.core.management import call_command
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
"""
REDIS = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@dataclass
class Answer:
    """What came back over HTTP."""

    status: int
    headers: dict[str, str]
    body: str


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


def get(port: int, path: str, *, host: str = HOST, **headers: str) -> Answer:
    """Ask as the proxy asks: by the host people use, and over HTTPS as it says."""
    sent = {"Host": host, "X-Forwarded-Proto": "https"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=sent)
    try:
        answer = urllib.request.build_opener(_StayHere).open(request, timeout=20)
    except urllib.error.HTTPError as refusal:
        answer = refusal
    with answer:
        return Answer(answer.status, dict(answer.headers), answer.read().decode())


@dataclass
class Process:
    """One line of the Procfile, running."""

    name: str
    port: int
    run: subprocess.Popen
    log: Path

    @property
    def words(self) -> str:
        return self.log.read_text()

    def await_answer(self, path: str = "/health/live", seconds: int = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.run.poll() is None, self.words
            with contextlib.suppress(OSError):
                get(self.port, path)
                return
            time.sleep(0.1)
        raise AssertionError(self.words)

    def await_words(self, wanted: str, seconds: int = 60) -> None:
        until = time.monotonic() + seconds
        while wanted not in self.words:
            assert self.run.poll() is None, self.words
            assert time.monotonic() < until, self.words
            time.sleep(0.1)

    def end(self) -> int:
        self.run.send_signal(signal.SIGTERM)
        return self.run.wait(timeout=30)

    def left_behind(self) -> list[int]:
        """Processes of the session that was started for this one."""
        left = []
        for place in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                after_name = place.read_text().rpartition(")")[2].split()
                if int(after_name[3]) == self.run.pid and after_name[0] != "Z":
                    left.append(int(place.parent.name))
        return left


@dataclass
class Production:
    """The settings of one production installation, and what was started from it."""

    environment: dict[str, str]
    folder: Path
    started: list[Process] = field(default_factory=list)

    def start(self, name: str, **changes: str) -> Process:
        port = free_port()
        log = self.folder / f"{name}-{port}.log"
        with log.open("wb") as into:
            run = subprocess.Popen(
                [ROOT / "bin" / "start", name],
                env=self.environment | {"PORT": str(port)} | changes,
                stdin=subprocess.DEVNULL,
                stdout=into,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        process = Process(name, port, run, log)
        self.started.append(process)
        return process

    def command(self, *words: str, **changes: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            words,
            check=False,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=self.environment | changes,
            stdin=subprocess.DEVNULL,
            timeout=900,
        )

    def manage(self, *words: str, **changes: str) -> subprocess.CompletedProcess:
        return self.command(sys.executable, "manage.py", *words, **changes)

    def end(self) -> None:
        for process in self.started:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.run.pid, signal.SIGKILL)
            process.run.wait()


def _is_listening(address: str, standard: int) -> bool:
    place = urlsplit(address)
    with contextlib.suppress(OSError):
        socket.create_connection((place.hostname, place.port or standard), timeout=2).close()
        return True
    return False


@contextlib.contextmanager
def own_database():
    """An empty database of its own on the server of the tests."""
    about = settings.DATABASES["default"]
    if "postgresql" not in about["ENGINE"]:
        pytest.skip("production runs on PostgreSQL; this run is the embedded default")
    name = f"cpms_processes_{secrets.token_hex(4)}"
    host = about["HOST"] or about["OPTIONS"].get("host", "")
    whom = {"host": host, "port": about["PORT"] or 5432}
    server = psycopg2.connect(
        dbname="postgres", user=about["USER"], password=about["PASSWORD"], **whom
    )
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    place = f"@{whom['host']}:{whom['port']}/{name}"
    if whom["host"].startswith("/"):
        place = f"@/{name}?host={whom['host']}"
    yield f"postgres://{about['USER']}{place}"
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture(scope="session")
def production_database():
    with own_database() as address:
        yield address


@pytest.fixture(scope="session")
def production(production_database, tmp_path_factory):
    """A production ready to start: migrated, its static files collected."""
    production = _production(production_database, tmp_path_factory.mktemp("production"))
    _prepare(production)
    yield production
    production.end()
    shutil.rmtree(production.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def background_production(tmp_path_factory):
    """A production for its worker and beat alone: tables, and no pages."""
    with own_database() as address:
        production = _production(address, tmp_path_factory.mktemp("background"))
        _make_tables(production)
        yield production
        production.end()
    shutil.rmtree(production.folder, ignore_errors=True)


def _production(database: str, folder: Path) -> Production:
    if not _is_listening(REDIS, 6379):
        pytest.skip("no Redis: production's broker cannot be tried here")
    queue = urlsplit(REDIS)._replace(path=f"/{secrets.randbelow(15) + 1}").geturl()
    inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    production = Production(
        inherited
        | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "CPMS_PRODUCTION": "on",
            "CPMS_SECRET_KEY": secrets.token_urlsafe(50),
            "CPMS_ALLOWED_HOSTS": HOST,
            "CPMS_SERVICE_URL": f"https://{HOST}",
            "CPMS_BIND": "",
            "CPMS_DATA_DIR": str(folder / "data"),
            "CPMS_STATIC_ROOT": str(folder / "static"),
            "DATABASE_URL": database,
            "CELERY_BROKER_URL": queue,
            "EMAIL_URL": "smtp://127.0.0.1:1",
            "WEB_CONCURRENCY": "1",
        },
        folder,
    )
    (folder / "data").mkdir()
    return production


def _make_tables(installation: Production) -> None:
    done = installation.command(sys.executable, "-c", TABLES)
    assert done.returncode == 0, done.stdout + done.stderr


def _prepare(production: Production) -> None:
    for words in (
        [sys.executable, "bin/build-assets"],
        [sys.executable, "manage.py", "migrate", "--noinput", "-v0"],
        [sys.executable, "manage.py", "createcachetable"],
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
    ):
        done = production.command(*words)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """What bin/run starts: SQLite, and a folder as broker."""
    folder = tmp_path_factory.mktemp("demonstration")
    (folder / "data").mkdir()
    demonstration = Production(
        {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "CPMS_DATA_DIR": str(folder / "data"),
            "DATABASE_URL": f"sqlite:///{folder / 'data' / 'cpms.sqlite3'}",
            "CELERY_BROKER_URL": "",
        },
        folder,
    )
    _make_tables(demonstration)
    yield demonstration
    demonstration.end()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def web(production):
    process = production.start("web")
    process.await_answer()
    return process
