"""The checks of bin/check find what they are there for."""

import importlib
import sys
from pathlib import Path

import pytest
from django.conf import settings

BIN = Path(settings.BASE_DIR) / "bin"


@pytest.fixture
def workshop(monkeypatch):
    """What stands behind the ways in, importable as they import it."""
    monkeypatch.setattr(sys, "path", [str(BIN), *sys.path])
    return lambda name: importlib.import_module(f"workshop.{name}")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("cd /" + "home/somebody/cpms", "a path of one machine"),
        ("see https://registry." + "npmjs.org/sass", "the address of a package registry"),
        ("pip install --index-" + "url https://example.org", "the address of a package registry"),
    ],
)
def test_a_line_that_belongs_to_one_machine_is_found(workshop, monkeypatch, tmp_path, line, fault):
    tracked = workshop("tracked")
    monkeypatch.setattr(tracked, "ROOT", tmp_path)
    (tmp_path / "notes.md").write_text(f"first\n{line}\n")

    assert list(tracked._faults("notes.md")) == [f"notes.md:2: {fault}"]


def test_a_lock_file_with_a_download_address_is_found(workshop, monkeypatch, tmp_path):
    tracked = workshop("tracked")
    monkeypatch.setattr(tracked, "ROOT", tmp_path)
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "package-lock.json").write_text('{"resolved": "x"}\n')

    assert list(tracked._faults("static/package-lock.json")) == [
        "static/package-lock.json:1: a download address in a lock file"
    ]


def test_a_stranger_at_the_top_level_is_found(workshop):
    found = list(workshop("tracked")._strangers(["cpms/urls.py", "utils/odds.py"]))

    assert found == ["utils: does not belong at the top level"]


def test_a_secret_in_the_compose_file_is_found_and_one_from_outside_is_not(workshop):
    services = {
        "web": {
            "environment": {
                "CPMS_SECRET_KEY": "written-down",
                "POSTGRES_PASSWORD": "${POSTGRES_PASSWORD:?a password}",
            }
        }
    }

    faults = list(workshop("compose")._secrets(services))

    assert len(faults) == 1
    assert faults[0].startswith("web: CPMS_SECRET_KEY must come from the environment")


def test_a_service_that_waits_for_nobody_known_is_found(workshop):
    whole = {"services": {"web": {"depends_on": {"cache": {}}}}, "volumes": {}}

    assert list(workshop("compose")._dangling(whole)) == [
        "web: waits for cache, which is not there"
    ]


def test_the_ways_through_a_function_are_counted(workshop):
    budgets = workshop("budgets")
    source = "def f(a, b):\n    if a and b:\n        return 1\n    return [x for x in a if x]\n"
    tree = budgets.ast.parse(source)

    assert budgets._complexity(tree.body[0]) == 5


def test_a_stamp_that_was_torn_counts_as_none(workshop, tmp_path):
    stamps = workshop("stamps")
    (tmp_path / "stamp.json").write_text('{"kind": "demo')

    assert stamps.read(tmp_path / "stamp.json") == {}


def test_a_stamp_changes_with_a_file_s_name_and_with_its_content(workshop, tmp_path):
    stamps = workshop("stamps")
    (tmp_path / "a").write_text("one")
    first = stamps.digest([tmp_path / "a"])

    (tmp_path / "a").write_text("two")
    second = stamps.digest([tmp_path / "a"])
    (tmp_path / "a").rename(tmp_path / "b")

    assert len({first, second, stamps.digest([tmp_path / "b"])}) == 3


def test_starting_fresh_deletes_only_what_the_service_made(workshop, tmp_path):
    records = workshop("records")
    for name in ("cpms.sqlite3", "cpms.sqlite3-wal", "prepared.json", "running", "letter.odt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "queue" / "messages").mkdir(parents=True)

    records._clear(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.odt", "running"]
