"""Fifteen working days, three ways, side by side: `python -m tests.bench.calendar`."""

import sys
from collections.abc import Callable
from datetime import date
from time import perf_counter

import holidays
import numpy

from cpms.timescales.calendar import WorkingDays
from cpms.timescales.calendar.working_days import bank_holidays

START, AMOUNT, ROUNDS = date(2026, 12, 11), 15, 5


def seconds(work: Callable[[], object], times: int) -> float:
    """The best of five, for one call."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = perf_counter()
        for _ in range(times):
            work()
        best = min(best, perf_counter() - began)
    return best / times


def measure() -> dict[str, float]:
    """Seconds for one addition of fifteen working days, by each way."""
    ours = WorkingDays()
    published = holidays.country_holidays("GB", subdiv="ENG", years=range(2000, 2051))
    off = numpy.array(sorted(bank_holidays()), dtype="datetime64[D]")
    busday = numpy.busdaycalendar(holidays=off)
    ways = {
        "ours": (lambda: ours.add(START, AMOUNT), 200_000),
        "numpy": (lambda: numpy.busday_offset(START, AMOUNT, busdaycal=busday), 20_000),
        "holidays": (lambda: published.get_nth_working_day(START, AMOUNT), 2_000),
    }
    answers = {str(work()) for work, _ in ways.values()}
    assert answers == {"2027-01-06"}, answers
    return {name: seconds(work, times) for name, (work, times) in ways.items()}


def main(arguments: list[str] | None = None) -> None:
    """Print the three beside each other; fail if ours is slower than it must be."""
    found = measure()
    for name, taken in found.items():
        times = taken / found["ours"]
        print(f"{name:>10}  {taken * 1e6:8.2f} µs  {times:6.1f} x")  # noqa: T201
    holds = found["ours"] * 10 <= found["numpy"] and found["ours"] * 50 <= found["holidays"]
    print("holds: a tenth of numpy's time and a fiftieth of holidays'" if holds else "")  # noqa: T201
    if not holds:
        sys.exit("too slow")


if __name__ == "__main__":
    main()
