"""The embedded database of bin/run: made, migrated and filled, each only when it is due."""

import shutil
import subprocess
from pathlib import Path

from workshop import stamps
from workshop.places import PYTHON, ROOT, data_folder, environment
from workshop.words import say, stop

APPS = ("cpms", "conferences", "plans", "core_groups", "enquiries")
# Only what the service made itself: the folder may have been chosen badly.
OURS = ("cpms.sqlite3*", "beat-schedule*", "prepared.json", "secret", "mail", "queue", "files")


def prepare(*, fresh: bool, empty: bool) -> str:
    """Have a migrated, filled database; return its kind, "demonstration" or "empty"."""
    stamp = data_folder() / "prepared.json"
    known = {} if fresh else stamps.read(stamp)
    if "kind" not in known:
        return _begin(stamp, "empty" if empty else "demonstration")
    if empty:
        stop("There is data in var/ already. Delete it and start empty: bin/run --fresh --empty")
    _migrate(stamp, known)
    return known["kind"]


def _begin(stamp: Path, kind: str) -> str:
    """Make the database anew. The stamp comes last: one interrupted before that is no one's."""
    _clear(stamp.parent)
    _migrate(stamp, {})
    _fill(kind)
    stamps.write(stamp, kind=kind)
    return kind


def _clear(folder: Path) -> None:
    for entry in [found for pattern in OURS for found in folder.glob(pattern)]:
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _migrate(stamp: Path, known: dict[str, str]) -> None:
    """Bring the tables up to date when a migration or a package has changed since."""
    files = [path for app in APPS for path in (ROOT / app).rglob("migrations/*.py")]
    wanted = stamps.digest([*files, ROOT / "bin" / "requirements" / "runtime.txt"])
    if known.get("migrations") == wanted:
        return
    say("Preparing the database ...")
    _manage("migrate", "--verbosity=0")
    _manage("createcachetable")
    stamps.write(stamp, migrations=wanted)


def _fill(kind: str) -> None:
    if kind == "empty":
        say(_manage("make_administrator").strip())
        return
    say("Making the demonstration data (40 families, all invented) ...")
    _manage("load_demo")


def _manage(*arguments: str) -> str:
    done = subprocess.run(
        [PYTHON, "manage.py", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        stop(f"The database could not be prepared (manage.py {arguments[0]}):\n{last}")
    return done.stdout
