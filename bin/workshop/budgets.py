"""A check: how long files, functions and templates are, and how branched.

The aims steer; only the hard maxima fail. Tests and migrations are not counted.
"""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workshop.places import ROOT
from workshop.words import say

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Budget:
    """One figure: what most may reach, and what none may pass."""

    name: str
    ninety_five: int
    maximum: int


NO_MAXIMUM = 10**6  # ruff holds complexity to 8 in its own, laxer count
LINES_OF_FILE = Budget("lines per file", 250, 400)
LINES_OF_FUNCTION = Budget("lines per function", 25, 40)
COMPLEXITY = Budget("complexity per function", 5, NO_MAXIMUM)
LINES_OF_TEMPLATE = Budget("lines per template", 90, 150)


def main() -> None:
    """Measure every product file and print the distribution of each figure."""
    files = _tracked("*.py")
    functions = [found for path in files for found in _functions(path)]
    failures = [
        *_report(LINES_OF_FILE, map(_lines, files)),
        *_report(LINES_OF_FUNCTION, ((_length(node), where) for node, where in functions)),
        *_report(COMPLEXITY, ((_complexity(node), where) for node, where in functions)),
        *_report(LINES_OF_TEMPLATE, map(_lines, _tracked("templates/**"))),
    ]
    for line in failures:
        say(line)
    raise SystemExit(bool(failures))


def _report(budget: Budget, sizes: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Print one budget's figures; give a line for each place above the maximum."""
    found = sorted(sizes)
    if not found:
        return
    middle, high, top = (found[int((len(found) - 1) * part)] for part in (0.5, 0.95, 1))
    note = "" if high[0] <= budget.ninety_five else f"  (aim {budget.ninety_five})"
    say(
        f"{budget.name:<24} median {middle[0]:>3}  p95 {high[0]:>3}{note}  max {top[0]:>3} {top[1]}"
    )
    for size, where in found:
        if size > budget.maximum:
            yield f"over the maximum of {budget.maximum} {budget.name}: {where} has {size}"


def _tracked(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", pattern],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and not _is_apart(path)]


def _is_apart(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return parts[0] == "tests" or "migrations" in parts


def _lines(path: Path) -> tuple[int, str]:
    return len(path.read_text().splitlines()), path.relative_to(ROOT).as_posix()


def _functions(path: Path) -> Iterator[tuple[Function, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield node, f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {node.name}"


def _length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _complexity(node: Function) -> int:
    """Count the ways through a function: one, and one more wherever it forks."""
    return 1 + sum(map(_forks, _own_nodes(node)))


def _own_nodes(node: Function) -> Iterator[ast.AST]:
    """Give the nodes of a function without those of the functions inside it."""
    waiting: list[ast.AST] = list(ast.iter_child_nodes(node))
    while waiting:
        inner = waiting.pop()
        if not isinstance(inner, Function | ast.ClassDef):
            yield inner
            waiting += ast.iter_child_nodes(inner)


def _forks(node: ast.AST) -> int:
    match node:
        case ast.If() | ast.IfExp() | ast.Assert() | ast.ExceptHandler() | ast.Lambda():
            return 1
        case ast.For() | ast.AsyncFor() | ast.While():
            return 1 + bool(node.orelse)
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.Match():
            return len(node.cases)
    return 0


if __name__ == "__main__":
    main()
