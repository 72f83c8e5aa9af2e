"""A policy pack that is wrong stops every process, in words that name file and row."""

import shutil
import subprocess

import pytest

from tests.processes.conftest import ROOT, free_port

pytestmark = [pytest.mark.xdist_group("processes"), pytest.mark.timeout(180)]

PRODUCT = ("bin", "cpms", "conferences", "core_groups", "enquiries", "plans", "templates")
WRONG = {
    "no TOML": ("\n[[timescale", "bolton.toml: not a TOML file"),
    "a row without its rule": (
        '\n[[timescale]]\ncode = "made-up"\ntitle = "Made up"\n',
        '"made-up"',
    ),
}


@pytest.fixture
def checkout(tmp_path):
    """The product by itself, to be spoilt."""
    for name in PRODUCT:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    return tmp_path


def start(checkout, demonstration, name, **changes):
    return subprocess.run(
        [checkout / "bin" / "start", name],
        check=False,
        capture_output=True,
        text=True,
        env=demonstration.environment | {"PORT": str(free_port())} | changes,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_process_does_not_start_on_a_pack_that_is_wrong(checkout, demonstration, wrong, name):
    added, said = WRONG[wrong]
    pack = checkout / "cpms" / "timescales" / "packs" / "bolton.toml"
    pack.write_text(pack.read_text() + added)

    done = start(checkout, demonstration, name)

    assert done.returncode != 0
    last = (done.stdout + done.stderr).strip().splitlines()[-1]
    assert said in last
    assert "bolton.toml" in last


def test_an_event_that_no_move_makes_stops_the_web_as_well(checkout, demonstration):
    pack = checkout / "cpms" / "timescales" / "packs" / "bolton.toml"
    text = pack.read_text()
    assert 'starts = "core_group_meeting.held"' in text
    pack.write_text(text.replace("core_group_meeting.held", "core_group_meeting.hold"))

    done = start(checkout, demonstration, "web")

    assert done.returncode != 0
    assert 'no move ever makes the event "core_group_meeting.hold"' in done.stdout + done.stderr


def test_a_pack_that_does_not_exist_is_said_with_those_that_do(demonstration):
    done = start(ROOT, demonstration, "worker", CPMS_TIMESCALES_PACK="atlantis")

    assert done.returncode != 0
    assert 'There is no pack "atlantis"; there are: bolton' in done.stdout + done.stderr
