"""Reminders through kills of worker, pool child, Redis and PostgreSQL: none lost, none doubled."""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

KILLS = {"worker": 8, "pool child": 4, "broker": 4, "database": 4}


def main(arguments: list[str] | None = None) -> None:
    """Run the trial on servers of its own; end with 1 unless everybody was told exactly once."""
    asked = _parser().parse_args(arguments)
    from tests.faults.servers import PrivatePostgres, PrivateRedis

    if not PrivateRedis.is_there():
        sys.exit("There is no redis-server on the path. On Debian or Ubuntu: apt install redis")
    with tempfile.TemporaryDirectory(prefix="cpms-faults-") as name:
        database, broker = PrivatePostgres(), PrivateRedis(Path(name))
        try:
            held = [_try(asked, seed, database, broker, Path(name)) for seed in _seeds(asked)]
        finally:
            broker.end()
            database.end()
    sys.exit(not all(held))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/bench faults", description=__doc__)
    parser.add_argument("reminders", type=int, nargs="?", default=1000)
    parser.add_argument("--seconds", type=float, default=80, help="in which they fall due")
    parser.add_argument("--seed", type=int, default=7, help="when what is killed")
    parser.add_argument("--runs", type=int, default=1, help="with one seed after another")
    parser.add_argument("--no-kills", action="store_true", help="two schedulers, nothing else")
    parser.add_argument(
        "--claim-off", action="store_true", help="without the claim: the harness must see it fail"
    )
    return parser


def _seeds(asked: argparse.Namespace) -> range:
    return range(asked.seed, asked.seed + asked.runs)


def _try(asked, seed, database, broker, folder) -> bool:
    from tests.faults.trial import Trial

    own = folder / f"seed-{seed}"
    own.mkdir()
    trial = Trial(
        environment=_environment(database.address, own),
        folder=own,
        broker=broker,
        database=database,
        due=asked.reminders,
        seconds=asked.seconds,
        kills={} if asked.no_kills else KILLS,
        seed=seed,
        claim=not asked.claim_off,
        pools=("", "prefork"),
        patience=180,
    )
    _migrate(trial.environment)
    figures = trial.run()
    _print(figures, seed, claim=trial.claim)
    return figures.hold


def _environment(database: str, folder: Path) -> dict[str, str]:
    (folder / "data").mkdir()
    return os.environ | {
        "DATABASE_URL": database,
        "CPMS_DATA_DIR": str(folder / "data"),
        "CPMS_SECRET_KEY": secrets.token_urlsafe(50),
    }


def _migrate(environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--noinput", "-v0"], check=True, env=environment
    )


def _print(figures, seed: int, *, claim: bool) -> None:
    killed = ", ".join(f"{number} {name}" for name, number in sorted(figures.killed.items()))
    rows = {
        "seed": seed,
        "claim": "on" if claim else "OFF",
        "killed": killed or "nothing",
        "reminders due": figures.due,
        "lost": figures.lost,
        "sent twice": figures.doubled,
        "undecided": figures.undecided,
        "state lies": figures.lies,
        "looked up before a second try": figures.looked_up,
        "longest silence, s": f"{figures.longest_silence:.1f}",
        "whole trial, s": f"{figures.seconds:.0f}",
    }
    for name, value in rows.items():
        sys.stdout.write(f"{name:<32} {value}\n")
    words = "holds: everybody was told exactly once" if figures.hold else "DOES NOT HOLD"
    sys.stdout.write(f"{words}\n\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
