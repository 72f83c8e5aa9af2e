"""How the events of core groups and of visits are told."""

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
    tell("core_group_meeting.minutes_written", "Core group minutes written")
    tell("core_group.visits_agreed", "Core group agreed how often the child is seen")
    tell("visit.seen", _seen)
    tell("visit.without_access", "Visit: the child was not seen")
    tell("visit.second_without_access", "Not seen on two visits in a row: lead professional told")
    tell("visit.plan_of_action_agreed", "Plan of action agreed with the police")
    tell("visit.resistance_met", "Resistance to the child being seen: lead professional told")
    tell("visit.resistance_answered", "Resistance to the child being seen: answered")
    tell("visit.completed", "Record of a visit completed")


def _day(event: Any) -> str:
    return day(date.fromisoformat(event.facts["planned_on"]))


def _planned(event: Any) -> str:
    return f"Core group meeting planned for {_day(event)}"


def _moved(event: Any) -> str:
    return f"Core group meeting moved to {_day(event)}"


def _seen(event: Any) -> str:
    return "Visit: the child was seen alone" if event.facts.get("alone") else "Visit: child seen"
