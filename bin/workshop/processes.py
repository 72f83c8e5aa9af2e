"""The processes of bin/run, together until one ends or Ctrl-C: web, worker and beat.

Started with the environment's own Python: honcho runs the lines of bin/Procfile.
"""

import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from types import FrameType

import django
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

from workshop.places import BIN, ROOT
from workshop.words import say

SECONDS_TO_START = 60


def main() -> None:
    """Run the Procfile's processes and leave nothing behind."""
    manager = Manager(Printer(sys.stdout, prefix=True))
    lines: dict[str, str] = parse_procfile((BIN / "Procfile").read_text()).processes
    for name, line in lines.items():
        manager.add_process(name, line, env=dict(os.environ), cwd=str(ROOT))
    signal.signal(signal.SIGHUP, _end_with_the_terminal)
    threading.Thread(target=_greet, daemon=True).start()
    manager.loop()
    say("CPMS has stopped.")
    sys.exit(manager.returncode)


def _end_with_the_terminal(_signal: int, _frame: FrameType | None) -> None:
    """A closed terminal ends the processes just as Ctrl-C does."""
    signal.raise_signal(signal.SIGTERM)


def _greet() -> None:
    """Say where to go and whom to sign in as, once the service answers."""
    port = os.environ["PORT"]
    for _ in range(SECONDS_TO_START * 10):
        if _answers(f"http://127.0.0.1:{port}/health/ready"):
            say(_welcome(f"http://localhost:{port}/"))
            return
        time.sleep(0.1)
    say(f"CPMS has not answered on port {port} yet; the lines above say why.")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _welcome(address: str) -> str:
    lines = ["", f"  CPMS is running: {address}"]
    if os.environ["CPMS_DEMONSTRATION"] == "on":
        lines += [*_accounts(), ""]
    return "\n".join([*lines, "  Stop it with Ctrl-C.", ""])


def _accounts() -> list[str]:
    """Return the demonstration's accounts, as the demonstration itself names them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpms.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    from cpms.accounts.demonstration import ACCOUNTS, DEMONSTRATION_PASSWORD

    width = max(len(account.username) for account in ACCOUNTS)
    people = [f"    {a.username:<{width}}  {a.name}, {a.job_title.lower()}" for a in ACCOUNTS]
    return [f"  Sign in with the password {DEMONSTRATION_PASSWORD} as:", *people]


if __name__ == "__main__":
    main()
