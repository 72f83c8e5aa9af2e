"""Law 8: packs name events that happen; every timescale has a start, an end and a source."""

import pytest

from cpms.timescales import packs
from cpms.timescales.checks import check_calendar, check_events, emitted

RULES = [
    pytest.param(rule, id=f"{name}:{rule.code}")
    for name, pack in packs.all_packs().items()
    for edition in pack.editions
    for rule in edition.timescales
]


@pytest.mark.parametrize("rule", RULES)
def test_every_timescale_has_a_start_an_end_and_a_source(rule):
    assert rule.starts
    assert rule.met_by
    assert rule.source
    assert set(rule.register) <= packs.known_numbers()


@pytest.mark.parametrize("rule", RULES)
def test_every_event_a_pack_names_is_made_by_some_move(rule):
    assert rule.events <= emitted()


def test_the_service_checks_the_same_before_it_starts():
    assert check_events() == []


def test_a_mistaken_event_stops_the_service_with_file_and_row(monkeypatch):
    made = emitted() - {"child.turned_eighteen"}
    monkeypatch.setattr("cpms.timescales.checks.emitted", lambda: made)

    problems = check_events()

    assert 'bolton.toml, row "plan-ends-at-eighteen"' in " ".join(str(one) for one in problems)


def test_the_calendar_reaches_a_year_ahead():
    assert check_calendar() == []


def test_a_calendar_that_is_running_out_is_told(monkeypatch, time_machine):
    time_machine.move_to("2050-01-02")

    (warning,) = check_calendar()

    assert "ends on 31/12/2050" in warning.msg
