"""Where the lines, bars and labels of a chart stand. Drawn by templates/components/chart.html."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

LEFT, RIGHT, TOP, BOTTOM = 44.0, 464.0, 14.0, 282.0
LOWEST = 300.0  # where the last line of text may stand
TEXT_LINE = 17.0
LABEL_WIDTH = 19  # letters that stand beside the drawing before its edge cuts them off
STROKES = (
    ("#0b4a56", "", "circle"),
    ("#4f7680", "7 4", "square"),
    ("#0b0c0c", "1.5 4.5", "triangle"),
)
NICE = (1, 2, 5, 10)
BAR_HEIGHT = 34


@dataclass(frozen=True)
class Series:
    """One line: its name, a value for each label (None: nothing known), small words below."""

    name: str
    values: Sequence[float | None]
    note: str = ""


@dataclass
class Line:
    """One line as drawn."""

    series: Series
    stretches: list[str]
    end: tuple[float, float]
    label: list[str]
    label_y: float
    colour: str
    dashes: str
    mark: str

    @property
    def room(self) -> float:
        """The height that its label takes, its note below it."""
        return TEXT_LINE * (len(self.label) + bool(self.series.note))


@dataclass(frozen=True)
class Chart:
    """A line chart as drawn, with all that its table needs."""

    code: str
    title: str
    description: str
    unit: str
    labels: list[tuple[str, float]]
    ticks: list[tuple[str, float]]
    lines: list[Line]
    aim: tuple[str, float] | None


def _written(value: float, unit: str) -> str:
    return f"{value:g}{unit}"


def nice_step(span: float, about: int = 5) -> float:
    """Return a round step, 1, 2 or 5 times a power of ten, about so many to the span."""
    rough = max(span, 1e-9) / about
    power = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 1.0
    return next(nice * power for nice in NICE if nice * power >= rough)


def _bounds(series: Sequence[Series], aim: float | None) -> tuple[float, float, float]:
    known = [value for one in series for value in one.values if value is not None]
    known += [aim] if aim is not None else []
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    step = nice_step(high - low or high or 1)
    return (low // step) * step, -(-high // step) * step + (step if low == high else 0), step


def _spread(made: list[Line]) -> None:
    """Move the labels apart, each as near to its line's end as it can be read."""
    order = sorted(made, key=lambda line: line.label_y)
    floor = TOP
    for line in order:
        line.label_y = max(line.label_y, floor)
        floor = line.label_y + line.room
    ceiling = LOWEST + TEXT_LINE
    for line in reversed(order):
        line.label_y = min(line.label_y, ceiling - line.room)
        ceiling = line.label_y


def _stretches(points: Sequence[tuple[float, float] | None]) -> list[str]:
    """Return the unbroken runs of a line, as SVG takes them; a gap stays a gap."""
    runs: list[list[str]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(f"{point[0]:.1f},{point[1]:.1f}")
    return [" ".join(run) for run in runs if run]


def lines(
    code: str,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    description: str = "",
    unit: str = "",
    aim: tuple[str, float] | None = None,
) -> Chart:
    """Lay a line chart out. `code` makes its ids its own on the page; `aim` is (words, value)."""
    drawn = [one for one in series if any(value is not None for value in one.values)]
    low, high, step = _bounds(drawn, aim[1] if aim else None)

    def height(value: float) -> float:
        return BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)

    xs = [LEFT + (RIGHT - LEFT) * n / max(len(labels) - 1, 1) for n in range(len(labels))]
    made = [_line(one, n, xs, height, unit) for n, one in enumerate(drawn)]
    _spread(made)
    count = round((high - low) / step)
    return Chart(
        code=code,
        title=title,
        description=description,
        unit=unit,
        labels=list(zip(labels, xs, strict=True)),
        ticks=[(_written(low + n * step, unit), height(low + n * step)) for n in range(count + 1)],
        lines=made,
        aim=(aim[0], height(aim[1])) if aim else None,
    )


def _line(series: Series, number: int, xs: Sequence[float], height: Any, unit: str) -> Line:
    points = [
        None if value is None else (x, height(value))
        for x, value in zip(xs, series.values, strict=True)
    ]
    end = next(point for point in reversed(points) if point is not None)
    last = next(value for value in reversed(series.values) if value is not None)
    label = textwrap.wrap(f"{_written(last, unit)} {series.name}", LABEL_WIDTH)
    colour, dashes, mark = STROKES[number % len(STROKES)]
    return Line(series, _stretches(points), end, label, end[1], colour, dashes, mark)


@dataclass(frozen=True)
class Bars:
    """A bar chart as drawn: a bar below the other, so that names have room."""

    code: str
    title: str
    description: str
    unit: str
    bars: list[tuple[str, float, float, float]] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How tall the drawing is."""
        return BAR_HEIGHT * len(self.bars)


def bars(
    code: str,
    title: str,
    items: Sequence[tuple[str, float]],
    *,
    description: str = "",
    unit: str = "",
) -> Bars:
    """Lay a bar chart out: (name, value) pairs, from the top."""
    most = max((value for _, value in items), default=0) or 1
    laid = [
        (name, value, round(value / most * 340, 1), float(n * BAR_HEIGHT))
        for n, (name, value) in enumerate(items)
    ]
    return Bars(code, title, description, unit, laid)


def heat_levels(numbers: Sequence[float]) -> list[int]:
    """Return 0 to 4 for each number of a row: nothing, then by quarters of the row's most."""
    most = max(numbers, default=0)
    return [0 if number <= 0 else min(4, 1 + int(4 * number / most * 0.999)) for number in numbers]
