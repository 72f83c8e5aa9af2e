"""Charts: where lines, labels and bars stand."""

from itertools import pairwise

import pytest

from cpms.design import charts


def two_lines(*values):
    series = [charts.Series(f"line {n}", one) for n, one in enumerate(values)]
    return charts.lines("c", "On time", ["Jan", "Feb", "Mar"], series, unit="%")


def test_a_gap_in_what_is_known_stays_a_gap():
    chart = two_lines([10, None, 30])

    assert [len(points.split()) for points in chart.lines[0].stretches] == [1, 1]


def test_a_line_of_which_nothing_is_known_is_left_out():
    assert [line.series.name for line in two_lines([1, 2, 3], [None] * 3).lines] == ["line 0"]


def test_the_scale_is_in_round_steps_and_holds_every_value():
    chart = two_lines([62, 70, 94])

    assert [words for words, _ in chart.ticks] == ["60%", "70%", "80%", "90%", "100%"]
    assert [y for _, y in chart.ticks] == sorted((y for _, y in chart.ticks), reverse=True)


@pytest.mark.parametrize("last", [90, 1])
def test_labels_of_lines_that_end_together_are_kept_apart_and_inside(last):
    drawn = two_lines([1, 2, last], [3, 90, last], [2, 50, last]).lines
    order = sorted(drawn, key=lambda line: line.label_y)

    assert all(two.label_y - one.label_y >= one.room for one, two in pairwise(order))
    assert order[0].label_y >= charts.TOP
    assert order[-1].label_y + order[-1].room <= charts.LOWEST + charts.TEXT_LINE


def test_a_long_label_is_written_in_lines_that_nothing_cuts_off():
    series = [charts.Series("Decision and outline plan to all invited", [90, 87])]
    (line,) = charts.lines("c", "On time", ["Jan", "Feb"], series, unit="%").lines

    assert line.label == ["87% Decision and", "outline plan to all", "invited"]


@pytest.mark.parametrize("values", [[5, 5, 5], [0, 0, 0], [None, None, None]])
def test_a_chart_without_a_slope_can_still_be_drawn(values):
    assert two_lines(values).ticks


def test_the_longest_bar_is_the_greatest_value_and_nothing_has_no_bar():
    chart = charts.bars("b", "By kind", [("a", 12), ("b", 6), ("c", 0)])

    assert [width for _, _, width, _ in chart.bars] == [340.0, 170.0, 0.0]


@pytest.mark.parametrize(
    ("numbers", "levels"), [([0, 0], [0, 0]), ([1, 2, 3, 4], [1, 2, 3, 4]), ([0, 12], [0, 4])]
)
def test_heat_is_by_quarters_of_the_rows_most(numbers, levels):
    assert charts.heat_levels(numbers) == levels
