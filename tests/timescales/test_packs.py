"""The three policy packs say what the procedures say, and a wrong one is refused by name."""

import csv
from datetime import date
from pathlib import Path

import pytest

from cpms.timescales import packs
from cpms.timescales.packs import loader

TABLE = Path(__file__).with_name("timescales.csv")
ROWS = [
    (pack, row)
    for row in csv.DictReader(TABLE.open(encoding="utf-8"))
    for pack in row["packs"].split("|")
]
SOURCES = {
    "P": "conferences and plans procedure",
    "B": "Supporting best practice",
    "C": "core group procedure",
    "L": "Leicester dual status",
}


@pytest.mark.parametrize(
    ("pack", "row"), ROWS, ids=lambda value: getattr(value, "get", str)("code")
)
def test_every_row_of_the_table_is_in_its_packs(pack, row):
    timescale = packs.load(pack).latest.by_code[row["code"]]

    assert timescale.span.amount == int(row["amount"])
    assert timescale.span.unit == row["unit"]
    assert timescale.span.direction == row["direction"]
    assert timescale.register[0] == row["register"]
    assert SOURCES[row["source"].split()[0]] in timescale.source or "B" not in row["source"]


def test_no_pack_has_a_rule_that_the_table_does_not_give_it():
    told = {(pack, row["code"]) for pack, row in ROWS}

    assert told == {
        (name, timescale.code)
        for name, pack in packs.all_packs().items()
        for timescale in pack.latest.timescales
    }


def test_the_switches_differ_as_the_procedures_do():
    read = {name: pack.latest.switches for name, pack in packs.all_packs().items()}

    assert read["bolton"].report_deadline == read["leicester"].report_deadline == "2 working days"
    assert read["bolton-procedure"].report_deadline == "24 hours"
    assert read["bolton-procedure"].initial_conference_clock == "last"
    assert [read[name].looked_after for name in sorted(read)] == [
        "plan-ends",
        "no-conference",
        "dual-status",
    ]
    assert not any(switches.closures_stop_clocks for switches in read.values())


def test_an_unknown_pack_is_told_with_the_ones_there_are():
    with pytest.raises(packs.PackError, match="bolton, bolton-procedure, leicester"):
        packs.load("bury")


GOOD = {
    "code": '"first-core-group-held"',
    "title": '"First core group"',
    "starts": '"decision.plan_made"',
    "met_by": '"core_group_meeting.held"',
    "within": '"10 working days"',
    "owner": '"lead_professional"',
    "register": '"CG-02"',
    "source": '"The procedure"',
}
HEADING = """
name = "test"
title = "Test"
version = "1"
effective_from = 2020-01-01
[switches]
closures_stop_clocks = false
report_deadline = "2 working days"
initial_conference_clock = "initiating"
looked_after = "plan-ends"
"""


def write(folder, *rows, heading=HEADING, name="test.toml"):
    text = heading
    for row in rows:
        text += "\n[[timescale]]\n" + "".join(f"{key} = {row[key]}\n" for key in row)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_small_pack_is_read(tmp_path):
    edition = loader.read_edition(write(tmp_path, GOOD))

    assert edition.by_code["first-core-group-held"].says == "within 10 working days"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"within": '"10 fortnights"'}, "is not a length of time"),
        ({"within": '"24 hours"'}, "only before a meeting"),
        ({"before": '"2 working days"'}, "exactly one of within, before and leading_to"),
        ({"within": None, "before": '"2 working days"'}, 'needs "from"'),
        ({"starts": None}, '"starts" is missing'),
        ({"met_by": None}, '"met_by" is missing'),
        ({"source": '""'}, '"source" is missing'),
        ({"register": '"CG-17"'}, '"CG-17" is not in the register'),
        ({"register": '["CG-02", "ZZ-01"]'}, '"ZZ-01" is not in the register'),
        ({"starts": '"a plan was made"'}, "is not an event"),
        ({"owner": '"the cat"'}, '"the cat" is no one the service can tell'),
        ({"again": '"sometimes"'}, "is none of each, first, latest, moved"),
        ({"same": '"child"'}, 'only "record" is known'),
        ({"immediate": '"yes"'}, "must be true or false"),
        ({"warn": '"3 months"'}, "counted in working days"),
        ({"tell": '{ yesterday = ["owner"] }'}, 'unknown stage "yesterday"'),
        ({"tell": '{ due = ["mayor"] }'}, '"mayor" is no one'),
        ({"colour": '"blue"'}, 'unknown key "colour"'),
        ({"code": '"First Core Group"'}, "small letters with dashes"),
    ],
)
def test_a_wrong_row_is_refused_with_its_file_and_number(tmp_path, change, message):
    wrong = {key: value for key, value in {**GOOD, **change}.items() if value is not None}

    with pytest.raises(packs.PackError, match=message) as refused:
        loader.read_edition(write(tmp_path, GOOD | {"code": '"another-rule"'}, wrong))

    assert str(refused.value).startswith("test.toml, row 2 ")


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        (HEADING.replace('name = "test"', 'name = "other"'), "is not the file's own"),
        (HEADING.replace('version = "1"\n', ""), '"version" is missing'),
        (HEADING.replace("plan-ends", "whatever"), "looked_after must be plan-ends or"),
        (HEADING.replace("looked_after", "looked_before"), "switches must be exactly"),
        ("speed = 1\n" + HEADING, 'unknown key "speed"'),
        ("name = [", "not a TOML file"),
    ],
)
def test_a_wrong_heading_is_refused_with_its_file(tmp_path, heading, message):
    with pytest.raises(packs.PackError, match=message) as refused:
        loader.read_edition(write(tmp_path, GOOD, heading=heading))

    assert str(refused.value).startswith("test.toml: ")


def test_a_rule_written_twice_is_refused(tmp_path):
    with pytest.raises(packs.PackError, match="written twice"):
        loader.read_edition(write(tmp_path, GOOD, GOOD))


def test_a_switch_must_say_what_the_rows_say(tmp_path):
    report = GOOD | {
        "code": '"conference-report-submitted"',
        "within": '"5 working days"',
    }
    clock = GOOD | {
        "code": '"initial-conference-held"',
        "restarted_by": '"strategy_discussion.held"',
    }

    with pytest.raises(packs.PackError, match="report_deadline") as refused:
        loader.read_edition(write(tmp_path, report, clock))

    assert "initial_conference_clock" in str(refused.value)


def test_every_problem_of_every_file_is_told_at_once(tmp_path):
    write(tmp_path, GOOD | {"owner": '"nobody"'}, name="test.toml")
    write(tmp_path, name="broken.toml", heading="name = [")

    with pytest.raises(packs.PackError) as refused:
        loader.all_packs(tmp_path)

    assert len(refused.value.problems) == 2


def test_editions_follow_each_other_by_the_day_they_take_effect(tmp_path):
    write(tmp_path, GOOD)
    later = HEADING.replace('"1"', '"2"').replace("2020-01-01", "2025-04-01")
    write(tmp_path, GOOD | {"within": '"8 working days"'}, heading=later, name="test@2.toml")

    pack = loader.all_packs(tmp_path)["test"]

    assert pack.in_force(date(2025, 3, 31)).version == "1"
    assert pack.in_force(date(2025, 4, 1)).version == "2"
    assert pack.in_force(date(2015, 1, 1)).version == "1"
    assert pack.timescale("first-core-group-held", "1").span.amount == 10
    assert pack.timescale("first-core-group-held", "9") is None
