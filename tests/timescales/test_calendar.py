"""Working days, counted by hand on a printed calendar."""

from datetime import UTC, date, datetime, time

import pytest

from cpms.timescales import calendar
from cpms.timescales.calendar import (
    Announcement,
    BadSpan,
    CalendarEnds,
    Direction,
    Span,
    WorkingDays,
)

ENGLAND = WorkingDays()
TUESDAY = date(2026, 11, 24)


def due(text, start, direction=Direction.AFTER, days=ENGLAND):
    return Span.parse(text, direction).due(start, days)


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 24), 15, date(2026, 12, 15)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # a Friday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # a Saturday counts from Monday
        (date(2026, 11, 29), 2, date(2026, 12, 1)),  # a Sunday too
        (date(2026, 4, 1), 2, date(2026, 4, 7)),  # Good Friday 3 April, Easter Monday 6 April
        (date(2025, 4, 14), 5, date(2025, 4, 23)),  # 18 and 21 April 2025
        (date(2026, 12, 18), 10, date(2027, 1, 6)),  # 25 and 28 December, 1 January
        (date(2021, 12, 24), 1, date(2021, 12, 29)),  # substitutes 27 and 28 December
        (date(2020, 5, 7), 1, date(2020, 5, 11)),  # VE Day moved to Friday 8 May
        (date(2020, 5, 1), 1, date(2020, 5, 4)),  # and Monday the 4th was worked
        (date(2022, 6, 1), 1, date(2022, 6, 6)),  # 2 and 3 June 2022
        (date(2022, 5, 27), 1, date(2022, 5, 30)),  # Spring holiday had moved to June
        (date(2022, 9, 16), 1, date(2022, 9, 20)),  # the Queen's funeral
        (date(2023, 5, 5), 1, date(2023, 5, 9)),  # the Coronation
    ],
)
def test_working_days_after_skip_weekends_and_bank_holidays(start, amount, expected):
    assert ENGLAND.add(start, amount) == expected


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        (date(2026, 11, 26), 2, date(2026, 11, 24)),
        (date(2026, 11, 30), 1, date(2026, 11, 27)),
        (date(2026, 11, 29), 1, date(2026, 11, 27)),  # a Sunday counts back to Friday
        (date(2027, 1, 4), 2, date(2026, 12, 30)),  # over 1 January and the weekend
        (date(2026, 4, 7), 2, date(2026, 4, 1)),  # over Easter
    ],
)
def test_working_days_before_count_strictly_backwards(start, amount, expected):
    assert due(f"{amount} working days", start, Direction.BEFORE) == expected


def test_no_working_days_after_is_the_day_itself_or_the_next_working_day():
    assert due("0 working days", TUESDAY) == TUESDAY
    assert due("0 working days", date(2026, 11, 28)) == date(2026, 11, 30)
    assert due("0 working days", date(2026, 12, 25)) == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 6, date(2028, 8, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 4), 3, date(2027, 2, 4)),
        (date(2026, 12, 15), 6, date(2027, 6, 15)),
    ],
)
def test_months_keep_the_day_number_and_are_clipped_to_the_month(start, months, expected):
    assert due(f"{months} months", start) == expected


def test_weeks_and_days_are_counted_as_they_come():
    assert due("6 weeks", date(2026, 11, 17)) == date(2026, 12, 29)
    assert due("21 days", date(2026, 12, 15)) == date(2027, 1, 5)
    assert due("28 days", date(2026, 11, 27)) == date(2026, 12, 25)
    assert due("20 weeks", date(2027, 4, 20), Direction.BEFORE) == date(2026, 12, 1)


def test_a_calendar_deadline_stays_on_its_day_and_the_working_day_before_is_shown():
    counted = calendar.count(Span.parse("28 days"), date(2026, 11, 27), ENGLAND)

    assert counted.due == date(2026, 12, 25)
    assert counted.last_working_day_before == date(2026, 12, 24)


def test_twenty_four_hours_before_is_exact_when_the_clocks_go_forward():
    meeting = calendar.at_clock(date(2026, 3, 29), time(10, 0))  # summer time began at 01:00

    moment = Span.parse("24 hours", Direction.BEFORE).due_at(meeting)

    assert moment == calendar.at_clock(date(2026, 3, 28), time(9, 0))
    assert moment.astimezone(UTC) == datetime(2026, 3, 28, 9, 0, tzinfo=UTC)


def test_twenty_four_hours_before_is_exact_when_the_clocks_go_back():
    meeting = calendar.at_clock(date(2026, 10, 25), time(10, 0))  # winter time began at 02:00

    moment = Span.parse("24 hours", Direction.BEFORE).due_at(meeting)

    assert moment == calendar.at_clock(date(2026, 10, 24), time(11, 0))


def test_the_day_of_an_hour_rule_is_the_london_day():
    early = calendar.at_clock(date(2026, 7, 2), time(0, 30))  # still 1 July in UTC

    assert due("24 hours", early, Direction.BEFORE) == date(2026, 7, 1)


def test_hours_need_the_time_of_the_meeting():
    with pytest.raises(BadSpan, match="needs the time"):
        due("24 hours", TUESDAY, Direction.BEFORE)


def test_the_run_up_is_the_ten_working_days_before_the_review():
    run_up = Span.parse("10 working days", Direction.WITHIN_BEFORE)

    assert run_up.opens(date(2027, 1, 7), ENGLAND) == date(2026, 12, 21)
    assert run_up.due(date(2027, 1, 7), ENGLAND) == date(2027, 1, 6)


@pytest.mark.parametrize("text", ["ten days", "15 fortnights", "", "15", "working days", "-1 days"])
def test_a_length_of_time_that_is_not_one_is_refused(text):
    with pytest.raises(BadSpan):
        Span.parse(text)


def test_hours_after_and_calendar_run_ups_do_not_exist():
    with pytest.raises(BadSpan, match="only before a meeting"):
        Span.parse("24 hours")
    with pytest.raises(BadSpan, match="counted in working days"):
        Span.parse("2 weeks", Direction.WITHIN_BEFORE)


def test_the_count_numbers_each_day_and_names_those_it_skips():
    counted = calendar.count(Span.parse("5 working days"), date(2026, 12, 22), ENGLAND)

    assert [(day.day, day.number) for day in counted.counted] == [
        (date(2026, 12, 23), 1),
        (date(2026, 12, 24), 2),
        (date(2026, 12, 29), 3),
        (date(2026, 12, 30), 4),
        (date(2026, 12, 31), 5),
    ]
    assert [(day.day, day.note) for day in counted.skipped] == [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Saturday"),
        (date(2026, 12, 27), "Sunday"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
    ]


def test_counting_back_numbers_from_the_meeting():
    counted = calendar.count(
        Span.parse("2 working days", Direction.BEFORE), date(2026, 11, 30), ENGLAND
    )

    assert [(day.day, day.number) for day in counted.days] == [
        (date(2026, 11, 26), 2),
        (date(2026, 11, 27), 1),
        (date(2026, 11, 28), None),
        (date(2026, 11, 29), None),
    ]


def test_a_rule_for_the_same_day_counts_the_day_itself_as_nought():
    counted = calendar.count(Span.parse("0 working days"), date(2026, 11, 28), ENGLAND)

    assert [(day.day, day.number, day.note) for day in counted.days] == [
        (date(2026, 11, 28), None, "Saturday"),
        (date(2026, 11, 29), None, "Sunday"),
        (date(2026, 11, 30), 0, ""),
    ]


def test_a_closure_does_not_stop_the_clock_unless_the_policy_says_so():
    closed = {date(2026, 12, 29): "Offices closed", date(2026, 12, 30): "Offices closed"}

    assert WorkingDays(closures=closed).add(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert WorkingDays(closures=closed, closures_stop_clocks=True).add(
        date(2026, 12, 24), 1
    ) == date(2026, 12, 31)


def test_a_closure_that_is_counted_is_still_named_in_the_count():
    days = WorkingDays(closures={date(2026, 12, 29): "Offices closed"})

    counted = calendar.count(Span.parse("1 working day"), date(2026, 12, 24), days)

    assert counted.counted[0].note == "Offices closed"


def test_a_bank_holiday_proclaimed_late_is_known_from_the_day_it_was_told():
    told = Announcement(date(2027, 3, 15), "Day of mourning", known_on=date(2027, 3, 6))
    days = WorkingDays(announcements=(told,))

    assert days.add(date(2027, 3, 12), 1) == date(2027, 3, 16)
    assert days.known_on(date(2027, 3, 5)).add(date(2027, 3, 12), 1) == date(2027, 3, 15)
    assert days.known_on(date(2027, 3, 6)) is days


def test_a_bank_holiday_withdrawn_is_worked():
    told = Announcement(date(2027, 5, 3), "", known_on=date(2026, 12, 1), is_withdrawn=True)

    assert WorkingDays(announcements=(told,)).is_working_day(date(2027, 5, 3))
    assert not ENGLAND.is_working_day(date(2027, 5, 3))


def test_leaving_the_table_is_a_clear_error_both_ways():
    with pytest.raises(CalendarEnds, match="holds 2000 to 2050"):
        ENGLAND.add(date(2050, 12, 20), 15)
    with pytest.raises(CalendarEnds):
        ENGLAND.add(date(2000, 1, 4), -5)
    with pytest.raises(CalendarEnds):
        ENGLAND.add(date(1999, 12, 31), 1)
    with pytest.raises(CalendarEnds):
        ENGLAND.is_working_day(date(2051, 1, 3))


def test_working_days_left_and_late():
    assert ENGLAND.working_days_between(TUESDAY, date(2026, 11, 25)) == 1
    assert ENGLAND.working_days_between(TUESDAY, TUESDAY) == 0
    assert ENGLAND.working_days_between(date(2026, 11, 30), date(2026, 11, 26)) == -2
    assert ENGLAND.working_days_late(date(2026, 11, 19), date(2026, 11, 23)) == 2
    assert ENGLAND.working_days_late(date(2026, 11, 23), date(2026, 11, 19)) == 0
    assert calendar.days_late(date(2026, 11, 19), date(2026, 11, 23)) == 4


def test_neighbouring_working_days():
    assert ENGLAND.last_working_day_before(date(2026, 12, 29)) == date(2026, 12, 24)
    assert ENGLAND.last_working_day_on(date(2026, 12, 27)) == date(2026, 12, 24)
    assert ENGLAND.last_working_day_on(TUESDAY) == TUESDAY
    assert ENGLAND.next_working_days(date(2026, 11, 28), 3) == [
        date(2026, 11, 30),
        date(2026, 12, 1),
        date(2026, 12, 2),
    ]


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 11, 24), TUESDAY, 16),
        (date(2010, 11, 25), TUESDAY, 15),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 12, 1), TUESDAY, 0),
    ],
)
def test_age_is_reached_on_the_birthday(born, day, age):
    assert calendar.age_on(born, day) == age


def test_weeks_of_pregnancy_come_from_the_expected_day():
    expected_on = date(2027, 4, 20)

    assert calendar.conceived_weeks(expected_on, expected_on) == 40
    assert calendar.conceived_weeks(expected_on, date(2026, 12, 1)) == 20
    assert calendar.conceived_weeks(expected_on, date(2026, 11, 30)) == 19


def test_month_edges():
    assert calendar.first_of_month(TUESDAY) == date(2026, 11, 1)
    assert calendar.last_of_month(date(2028, 2, 3)) == date(2028, 2, 29)
    assert calendar.month_starts(date(2027, 1, 15), 3) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert calendar.months_between(date(2026, 11, 30), date(2027, 2, 28)) == 3
    assert calendar.months_between(date(2026, 11, 30), date(2027, 2, 27)) == 2
    assert calendar.week_start(TUESDAY) == date(2026, 11, 23)
    assert calendar.age_in_weeks(date(2026, 11, 2), TUESDAY) == 3


def test_today_is_the_london_day_whatever_the_server_thinks(time_machine):
    time_machine.move_to(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))

    assert calendar.today() == date(2026, 7, 2)


def test_the_same_table_agrees_with_an_independent_calendar():
    numpy = pytest.importorskip("numpy")
    from cpms.timescales.calendar.working_days import bank_holidays

    off = numpy.array(sorted(bank_holidays()), dtype="datetime64[D]")
    for start in calendar.days.days_from(date(2019, 1, 1), date(2023, 12, 31)):
        for amount in (1, 5, 15):
            told = numpy.busday_offset(start, amount, roll="backward", holidays=off).astype(date)
            assert ENGLAND.add(start, amount) == told
