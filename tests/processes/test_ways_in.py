"""bin/run and its neighbours on a machine that is not ready: one line says what to do."""

import fcntl
import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

BIN = Path(settings.BASE_DIR) / "bin"


def ask(*words, path=None, cwd=None, **changes):
    """Run a way in with nothing but a path, as from a new terminal."""
    environment = {"PATH": path or os.environ["PATH"]} | changes
    return subprocess.run(
        ["/bin/sh", *words],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.fixture
def elsewhere(tmp_path):
    """A checkout with nothing installed, and a folder of programs to offer it."""
    shutil.copytree(BIN, tmp_path / "checkout" / "bin", ignore=shutil.ignore_patterns("__*"))
    (tmp_path / "programs").mkdir()
    return tmp_path


def offer(folder, name, script):
    program = folder / "programs" / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_help_says_every_option_and_sets_nothing_up(elsewhere):
    done = ask("bin/run", "--help", cwd=elsewhere / "checkout", PYTHON=sys.executable)

    assert done.returncode == 0
    for option in ("--port", "--fresh", "--empty"):
        assert option in done.stdout
    assert not (elsewhere / "checkout" / ".venv").exists()
    assert not (elsewhere / "checkout" / "var").exists()


@pytest.mark.parametrize("way", ["run", "test", "check", "bench"])
def test_a_python_that_is_too_old_is_named_with_what_to_install(elsewhere, way):
    offer(elsewhere, "python3", "exit 1")

    done = ask(f"bin/{way}", path=str(elsewhere / "programs"), cwd=elsewhere / "checkout")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr


def test_a_newer_python_beside_an_old_one_is_found(elsewhere):
    offer(elsewhere, "python3", "exit 1")
    offer(elsewhere, "python3.13", f'exec {sys.executable} "$@"')

    done = ask("bin/run", "--help", path=str(elsewhere / "programs"), cwd=elsewhere / "checkout")

    assert done.returncode == 0, done.stderr


def test_a_python_without_venv_is_told_which_package_is_missing(elsewhere):
    blind = "import sys; sys.modules['ensurepip'] = None; import runpy; "
    run = "sys.argv = sys.argv[:1]; runpy.run_module('workshop.run', run_name='__main__')"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(elsewhere / "checkout" / "bin")}

    done = subprocess.run(
        [sys.executable, "-c", blind + run],
        check=False,
        capture_output=True,
        text=True,
        env=environment | {"PORT": str(_free())},
        stdin=subprocess.DEVNULL,
    )

    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr


def test_without_the_network_the_first_set_up_says_so_in_a_line(elsewhere):
    done = ask(
        "bin/run",
        "--port",
        str(_free()),
        cwd=elsewhere / "checkout",
        PYTHON=sys.executable,
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="http://127.0.0.1:1/simple",
        PIP_RETRIES="0",
        PIP_NO_CACHE_DIR="1",
    )

    assert done.returncode == 1
    assert "the package index cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_said_with_the_next_one_to_try(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = ask(str(BIN / "run"), "--port", str(port), CPMS_DATA_DIR=str(tmp_path))

    assert done.returncode == 1
    assert f"Port {port} is taken by another program." in done.stderr
    assert f"bin/run --port {port + 1}" in done.stderr


@pytest.mark.parametrize("port", ["abc", "80", "70000"])
def test_a_port_that_is_none_is_refused(port):
    done = ask(str(BIN / "run"), "--port", port)

    assert done.returncode == 2
    assert "choose a number from 1024 to 65535" in done.stderr


def test_a_second_run_on_the_same_data_is_refused(tmp_path):
    with (tmp_path / "running").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        done = ask(str(BIN / "run"), "--port", str(_free()), CPMS_DATA_DIR=str(tmp_path))

    assert done.returncode == 1
    assert f"CPMS is already running from {tmp_path}" in done.stderr


def test_bin_check_names_its_checks_when_asked_for_another():
    done = ask(str(BIN / "check"), "spelling")

    assert done.returncode == 1
    assert "'layers'" in done.stderr


def _free():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]
