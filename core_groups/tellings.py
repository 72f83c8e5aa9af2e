"""How the events of core groups are told."""

from datetime import date
from typing import Any

from cpms.design.formats import day
from cpms.records.chronology import tell


def register() -> None:
    """Tell each event; called once when the app starts."""
    tell("core_group.formed", "Core group formed")
    tell("core_group.disbanded", "Core group disbanded")
    tell("core_group_meeting.planned", _planned)
    tell("core_group_meeting.moved", _moved)
    tell("core_group_meeting.held", "Core group met")
    tell("core_group_meeting.cancelled", "Core group meeting cancelled")
    tell("core_group_meeting.minutes_circulated", "Core group minutes sent to all members")


def _day(event: Any) -> str:
    return day(date.fromisoformat(event.facts["planned_on"]))


def _planned(event: Any) -> str:
    return f"Core group meeting planned for {_day(event)}"


def _moved(event: Any) -> str:
    return f"Core group meeting moved to {_day(event)}"
