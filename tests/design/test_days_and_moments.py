"""Days, times and moments: read as people type them, refused with a word on what is wrong."""

import re
from datetime import UTC, date, datetime, time

import pytest

from cpms.design.forms.summary import error_list
from tests.design.every_field import EveryField, sent


@pytest.mark.parametrize(
    ("changes", "error", "box"),
    [
        ({"held_on_year": ""}, "Held on must include a year.", "year"),
        ({"held_on_day": "", "held_on_year": ""}, "Held on must include a day and a year.", "day"),
        ({"held_on_day": "31"}, "Held on must be a real date, like 24 11 2026.", "day"),
        ({"held_on_month": "Ju"}, "Held on must be a real date, like 24 11 2026.", "day"),
        ({"held_on_year": "26"}, "Held on must have a year of 4 numbers, like 2026.", "year"),
    ],
)
def test_a_day_names_what_is_wrong_and_the_link_goes_there(changes, error, box):
    form = sent(**changes)

    assert form.errors["held_on"] == [error]
    assert {"text": error, "href": f"#id_held_on_{box}"} in error_list(form)


@pytest.mark.parametrize("month", ["11", "nov", "Nov", "November"])
def test_a_month_may_be_a_number_or_a_name(month):
    form = sent(held_on_month=month)
    form.is_valid()

    assert form.cleaned_data["held_on"] == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("1430", time(14, 30)),
        ("9:05", time(9, 5)),
        ("2pm", time(14, 0)),
        ("12:15 am", time(0, 15)),
        ("12pm", time(12, 0)),
    ],
)
def test_a_time_is_read_as_people_type_it(typed, read):
    form = sent(begins_at=typed)
    form.is_valid()

    assert form.cleaned_data["begins_at"] == read


@pytest.mark.parametrize("typed", ["24:00", "14:61", "half past two", "14", "13pm", "0pm"])
def test_what_is_no_time_is_refused_and_kept(typed):
    form = sent(begins_at=typed)

    assert form.errors["begins_at"] == ["Begins at must be a time, like 14:30."]
    assert typed in str(form["begins_at"])


def test_a_moment_is_a_day_and_time_in_england():
    form = sent(seen_at_day="1", seen_at_month="7", seen_at_time="14:30")
    form.is_valid()

    assert form.cleaned_data["seen_at"].astimezone(UTC) == datetime(2026, 7, 1, 13, 30, tzinfo=UTC)


def test_the_hour_that_the_clocks_skip_does_not_exist():
    form = sent(seen_at_day="29", seen_at_month="3", seen_at_time="01:30")

    assert form.errors["seen_at"] == [
        "Seen at names an hour that does not exist: on Sun 29 Mar 2026 the clocks go forward, "
        "and there is no 01:30."
    ]


def test_of_the_hour_that_comes_twice_the_first_is_meant():
    form = sent(seen_at_day="25", seen_at_month="10", seen_at_time="01:30")
    form.is_valid()

    assert form.cleaned_data["seen_at"].astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"seen_at_time": ""}, "Seen at must include a time."),
        ({"seen_at_time": "late"}, "Seen at must have a time like 14:30."),
        (
            {"seen_at_day": "", "seen_at_month": "", "seen_at_year": ""},
            "Seen at must include a date.",
        ),
    ],
)
def test_a_moment_names_what_is_missing(changes, error):
    assert sent(**changes).errors["seen_at"] == [error]


def test_a_day_and_a_moment_show_what_they_were_before():
    form = EveryField(
        initial={
            "held_on": date(2026, 11, 24),
            "seen_at": datetime(2026, 7, 1, 13, 30, tzinfo=UTC),
            "begins_at": time(9, 5),
        }
    )
    values = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', str(form)))

    assert (values["held_on_day"], values["held_on_month"]) == ("24", "11")
    assert values["seen_at_time"] == "14:30"
    assert values["begins_at"] == "09:05"
