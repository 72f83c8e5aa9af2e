"""Laws 3, 4 and 6: what can be read off the product's own files."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cpms", "conferences", "plans", "core_groups", "enquiries")
FILES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
DATE_MODULES = {"calendar", "dateutil", "holidays"}
DATE_METHODS = {"toordinal", "fromordinal", "isoweekday", "isocalendar"}
IN_TIMESCALES = ROOT / "cpms" / "timescales"

# Read by everyone who is signed in: they hold no child's particulars.
OPEN_TO_ALL = {"Agency", "DirectoryNumber", "Practitioner", "Team", "User", "Submission"}

# What a person may read, and, of children, whom they may know to exist.
FILTERED = {"visible_to", "findable_by"}


def name(path):
    return str(path.relative_to(ROOT))


def tree(path):
    return ast.parse(path.read_text())


def is_a_day(node):
    """Say whether an expression is named as a day or a moment is named here."""
    label = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return label == "today" or label.endswith(("_on", "_at"))


def borrowed(node):
    """Return what a module imports that can do date arithmetic."""
    match node:
        case ast.ImportFrom(module="datetime", names=names):
            return [alias.name for alias in names if alias.name == "timedelta"]
        case ast.ImportFrom(module=str(module)):
            return [module] if module.split(".")[0] in DATE_MODULES else []
        case ast.Import(names=names):
            return [alias.name for alias in names if alias.name.split(".")[0] in DATE_MODULES]
    return []


def reckoned(node):
    """Return an expression that adds to a day or takes one from another."""
    match node:
        case ast.Attribute(attr=attr) if attr in DATE_METHODS:
            return [ast.unparse(node)]
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return [ast.unparse(node)] if is_a_day(left) or is_a_day(right) else []
    return []


def date_arithmetic(path):
    """Return every place of a file that reckons with dates."""
    nodes = list(ast.walk(tree(path)))
    return [found for node in nodes for found in (*borrowed(node), *reckoned(node))]


@pytest.mark.parametrize(
    "path", [path for path in FILES if IN_TIMESCALES not in path.parents], ids=name
)
def test_date_arithmetic_happens_in_timescales_only(path):
    assert date_arithmetic(path) == []


def unfiltered_reads(path):
    for node in ast.walk(tree(path)):
        match node:
            case ast.Attribute(
                value=ast.Attribute(value=model, attr="objects" | "_base_manager"), attr=method
            ):
                if method not in FILTERED and ast.unparse(model) not in OPEN_TO_ALL:
                    yield f"line {node.lineno}: {ast.unparse(node)}"


VIEWS = [path for path in FILES if path.name == "views.py" or "views" in path.parts]


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_a_view_reads_only_what_is_visible_to_the_person(path):
    assert list(unfiltered_reads(path)) == []


def test_the_law_of_dates_sees_what_it_forbids(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from datetime import timedelta\nlate = due_on - today\n")

    assert date_arithmetic(wrong) == ["timedelta", "due_on - today"]


def test_the_law_of_reads_sees_what_it_forbids(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("Child.objects.filter(pk=1)\nChild.objects.visible_to(me)\n")

    assert len(list(unfiltered_reads(wrong))) == 1


def test_the_layers_hold():
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
