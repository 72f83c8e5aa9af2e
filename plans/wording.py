"""The changes between two versions as a reader would tell them, not as a text difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from conferences.models import Category
from cpms.design.formats import day, plural
from plans.comparison import Change, changes
from plans.models import Progress
from plans.snapshots import WORDS, Snapshot

NAMES = {
    "concerns": "The concerns",
    "strengths": "Strengths",
    "contingency": "The contingency plan",
    "bottom_lines": "Bottom lines",
    "category": "Category",
    "lead_professional": "Lead professional",
}
FIELD_WORDS = {
    "need": "what we worry about",
    "outcome": "outcome",
    "measure": "measure of success",
    "what": "action",
    "why": "reason",
    "together_with": "who helps",
    "progress_note": "progress",
}
SHORT = 90


@dataclass(frozen=True)
class Line:
    """One line of the comparison: its verb, what it is about, and the words before and after."""

    kind: str
    about: str
    before: str = ""
    after: str = ""
    note: str = ""

    @property
    def sentence(self) -> str:
        """The line without its looks: for letters, and for reading aloud."""
        said = {
            (True, True): f"from {self.before} to {self.after}",
            (True, False): f"no longer {self.before}",
            (False, True): f"now {self.after}",
            (False, False): "",
        }[bool(self.before), bool(self.after)]
        words = " ".join(filter(None, [self.kind, self.about, said]))
        return f"{words.rstrip('.')}. {self.note}".rstrip()


def lines(old: Snapshot, new: Snapshot, reasons: Mapping[str, str] | None = None) -> list[Line]:
    """Return the comparison of two versions; `reasons` say why a row was taken out."""
    found = changes(old, new)
    said = [_line(change, old, new, reasons or {}) for change in found if not _is_silent(change)]
    return [*said, *_unchanged(old, new, found)]


def _is_silent(change: Change) -> bool:
    """Say whether another change of the same row tells this one along."""
    return not change.is_row and change.field in {"owner", "progress"}


def _line(change: Change, old: Snapshot, new: Snapshot, reasons: Mapping[str, str]) -> Line:
    if change.is_row:
        return _row_line(change, reasons)
    if len(change.path) == 1:
        return _plan_line(change)
    return _field_line(change, _subject(change, old))


def _row_line(change: Change, reasons: Mapping[str, str]) -> Line:
    kind = change.field[:-1]
    row = change.after or change.before
    about = f"{kind} “{_short(row['need' if kind == 'need' else 'what'])}”"
    if change.after is None:
        return Line("Taken out", about, note=reasons.get(f"{kind}:{change.path[-1]}", ""))
    if kind == "need":
        return Line("Added", about, note=f"With {plural(len(row['actions']), 'action')}.")
    who, when = row["owner_name"] or "nobody named", row["by_when"]
    by_when = f"by {_day(when)}" if when else "no day set"
    return Line("Added", about, note=f"{who}, {by_when}.")


def _plan_line(change: Change) -> Line:
    before, after = change.before, change.after
    if change.field == "category":
        before, after = (str(Category(value).label) for value in (before, after))
    kind = "Reworded" if change.field in WORDS else "Changed"
    return Line(kind, NAMES[change.field], before, after)


def _field_line(change: Change, about: str) -> Line:
    before, after = change.before, change.after
    if change.field == "by_when":
        return Line("Moved", f"due day of {about}", _day(before), _day(after))
    if change.field == "done_on":
        return Line("Done", about, after=_day(after)) if after else Line("Open again", about)
    if change.field == "owner_name":
        return Line("Changed hands", about, before, after or "nobody")
    return Line("Reworded", f"{FIELD_WORDS[change.field]} of {about}", before, after)


def _subject(change: Change, old: Snapshot) -> str:
    row: Any = old
    for step in change.path[:-1]:
        row = row[step]
    return f"“{_short(row['what'] if 'what' in row else row['need'])}”"


def _short(words: str) -> str:
    words = words.rstrip(".")
    return words if len(words) <= SHORT else words[: SHORT - 1].rsplit(" ", 1)[0] + "…"


def _day(value: str | None) -> str:
    return day(date.fromisoformat(value)) if value else ""


def _unchanged(old: Snapshot, new: Snapshot, found: list[Change]) -> list[Line]:
    """Return the line that says what stayed: a reader must not have to wonder."""
    touched = {change.path[:4] for change in found if len(change.path) >= 4}
    kept = [
        ("needs", number, "actions", key)
        for number, need in new["needs"].items()
        for key in need["actions"]
        if key in old["needs"].get(number, {}).get("actions", {})
    ]
    same = sum(path not in touched for path in kept)
    fields = {change.path[0] for change in found if len(change.path) == 1}
    names = [NAMES[name].lower() for name in NAMES if name not in fields and old.get(name)]
    words = [*names, plural(same, "action")] if same else names
    return [Line("The same", ", ".join(words))] if words else []


def progress_words(action: Mapping[str, Any]) -> str:
    """Return how far an action of a version had come, in words."""
    if action["done_on"]:
        return f"done {_day(action['done_on'])}"
    label = str(Progress(action["progress"]).label).lower()
    return action["progress_note"] or label
