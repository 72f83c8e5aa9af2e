"""The clock strip puts days where they stand and keeps its labels apart."""

from datetime import date
from types import SimpleNamespace

from cpms.casework.clock_strip import LEFT, RIGHT, Meeting, strip
from cpms.timescales.calendar import calendar_for

TODAY = date(2026, 11, 24)
CALENDAR = calendar_for()


def clock(title, start, due, state="track", left="on track"):
    return SimpleNamespace(
        title=title,
        due=due,
        state=state,
        left=left,
        deadline=SimpleNamespace(counted_from=start),
    )


def drawn(meetings=(), clocks=()):
    return strip(list(meetings), list(clocks), TODAY, CALENDAR)


def test_nothing_is_drawn_where_nothing_has_happened():
    assert drawn() is None


def test_a_later_day_stands_further_to_the_right_and_inside_the_drawing():
    drawing = drawn(
        [
            Meeting(date(2026, 10, 15), "Strategy discussion", is_held=True),
            Meeting(date(2027, 1, 28), "Review conf.", is_held=False),
        ]
    )

    first, second = drawing.marks
    assert LEFT <= first.x < drawing.today < second.x <= RIGHT
    assert (first.when, second.is_held) == ("Thu 15 Oct", False)


def test_meetings_close_together_have_their_names_on_different_levels():
    drawing = drawn(
        [
            Meeting(date(2026, 11, 4), "Initial conf.", is_held=True),
            Meeting(date(2026, 11, 5), "Core group", is_held=True),
            Meeting(date(2027, 3, 5), "Review conf.", is_held=False),
        ]
    )

    assert [mark.level for mark in drawing.marks] == [0, 1, 0]


def test_a_clock_is_a_bar_from_its_start_to_its_last_day():
    drawing = drawn(clocks=[clock("First core group", date(2026, 11, 4), date(2026, 11, 18))])

    (bar,) = drawing.bars
    assert (bar.when, bar.end) == ("Wed 18 Nov", bar.x + bar.width)


def test_bank_holidays_are_named():
    drawing = drawn(clocks=[clock("Next core group", date(2026, 11, 17), date(2026, 12, 29))])

    names = [name for _, _, name in drawing.holidays]
    assert names[0].startswith("Christmas Day")
    assert any("Mon 28 Dec" in name for name in names)


def test_clocks_that_run_are_drawn_before_those_that_were_met():
    met = [clock(f"Met {n}", date(2026, 11, 2), date(2026, 11, n + 3), "met") for n in range(8)]
    running = clock("Running", date(2026, 11, 2), date(2026, 12, 1))

    titles = [bar.title for bar in drawn(clocks=[*met, running]).bars]

    assert len(titles) == 8
    assert "Running" in titles
    assert "Met 0" not in titles


def test_a_clock_that_was_replaced_is_not_drawn():
    assert drawn(clocks=[clock("Gone", date(2026, 11, 2), date(2026, 11, 9), "off")]) is None


def test_the_drawing_says_in_words_what_it_shows():
    drawing = drawn(
        [Meeting(date(2026, 11, 4), "Initial conf.", is_held=True)],
        [clock("First core group", date(2026, 11, 4), date(2026, 11, 18), left="2 days late")],
    )

    assert drawing.description == (
        "Held: Initial conf. Wed 4 Nov. Deadlines: First core group Wed 18 Nov, 2 days late."
    )


def test_many_years_are_cut_to_the_time_round_today():
    drawing = drawn([Meeting(date(2021, 3, 1), "Initial conf.", is_held=True)])

    assert drawing.marks == []
    assert drawing.today is not None
