"""A version of a plan, ready to read on a page, in a letter and on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from conferences.models import Category
from plans.models import Progress
from plans.snapshots import Snapshot
from plans.wording import progress_words

SHARES = {
    Progress.NOT_BEGUN: 0,
    Progress.BEGUN: 20,
    Progress.HALFWAY: 50,
    Progress.NEARLY: 80,
    Progress.DONE: 100,
}


@dataclass(frozen=True)
class ActionText:
    """One action as a version has it."""

    key: str
    what: str
    why: str
    owner: str
    who: str
    by_when: date | None
    measure: str
    progress: str
    share: int
    done_on: date | None


@dataclass(frozen=True)
class NeedText:
    """One need as a version has it, with its actions."""

    key: str
    need: str
    outcome: str
    measure: str
    by_when: date | None
    actions: tuple[ActionText, ...]


@dataclass(frozen=True)
class VersionText:
    """The whole text of a version."""

    category: str
    lead_professional: str
    concerns: str
    strengths: str
    contingency: str
    bottom_lines: str
    needs: tuple[NeedText, ...]

    @property
    def actions(self) -> list[ActionText]:
        """Every action of the version."""
        return [action for need in self.needs for action in need.actions]


def reading_of(content: Snapshot) -> VersionText:
    """Return a version's content as text with real days."""
    return VersionText(
        category=str(Category(content["category"]).label),
        needs=tuple(_need(key, need) for key, need in content["needs"].items()),
        **{
            field: content[field]
            for field in (
                "lead_professional",
                "concerns",
                "strengths",
                "contingency",
                "bottom_lines",
            )
        },
    )


def _need(key: str, need: Mapping[str, Any]) -> NeedText:
    return NeedText(
        key=key,
        need=need["need"],
        outcome=need["outcome"],
        measure=need["measure"],
        by_when=_day(need["by_when"]),
        actions=tuple(_action(number, action) for number, action in need["actions"].items()),
    )


def _action(key: str, action: Mapping[str, Any]) -> ActionText:
    return ActionText(
        key=key,
        what=action["what"],
        why=action["why"],
        owner=action["owner"],
        who=", ".join(filter(None, [action["owner_name"], action["together_with"]]))
        or "nobody named",
        by_when=_day(action["by_when"]),
        measure=action["measure"],
        progress=progress_words(action),
        share=SHARES[Progress(action["progress"])],
        done_on=_day(action["done_on"]),
    )


def _who(*names: str) -> str:
    return ", ".join(filter(None, names)) or "nobody named"


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
