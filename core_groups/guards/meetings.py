"""What must hold before a core group or one of its meetings moves."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from core_groups import timeliness
from cpms.design.formats import day
from cpms.records.guards import Guard
from cpms.timescales.calendar import calendar_for, local_day

plan_is_in_force = Guard(
    lambda group: group.plan.is_in_force,
    refusal="A core group carries out a plan that is in force (CG-01).",
)

LONGEST_BETWEEN_VISITS = 42

visits_are_often_enough = Guard(
    lambda group, facts: 1 <= facts["every_days"] <= LONGEST_BETWEEN_VISITS,
    refusal="A child on a plan is seen at least once between two core groups: choose six weeks or "
    "less (CG-03, CG-16).",
)

plan_is_over = Guard(
    lambda group: not group.plan.is_in_force,
    refusal="The group carries on while the plan is in force (PL-14).",
)

group_meets = Guard(
    lambda meeting: meeting.group.state == "formed",
    refusal="The core group is disbanded: no more meetings are planned.",
)


def _is_working_day(moment: datetime | None) -> bool:
    return moment is None or calendar_for().is_working_day(local_day(moment))


is_planned_on_a_working_day = Guard(
    lambda meeting, facts: _is_working_day(facts["planned_at"]),
    refusal="A core group does not meet on a weekend or a bank holiday: choose a working day.",
)

is_moved_to_a_day_to_come = Guard(
    lambda meeting, facts: local_day(facts["planned_at"]) >= facts["moved_on"],
    refusal="Choose a day still to come.",
)

is_held_within_the_plan = Guard(
    lambda meeting, facts: meeting.group.plan.started_on <= facts["held_on"] <= facts["today"],
    refusal="The day of the meeting must lie between the conference and today.",
)


def _without_attendance(meeting: Any) -> list[str]:
    members = meeting.group.members.on(meeting.day).with_names()
    taken = set(meeting.contributions.exclude(attendance="").values_list("member", flat=True))
    return [member.name for member in members if member.pk not in taken]


attendance_is_taken = Guard(
    lambda meeting: not _without_attendance(meeting),
    refusal=lambda meeting: (
        f"Say for each member whether they came: {', '.join(_without_attendance(meeting))} (CG-05)."
    ),
)

plan_is_detailed = Guard(
    lambda meeting: meeting.group.plan.state == "detailed",
    refusal="The core group makes the outline a detailed plan at its first meeting: give each "
    "need its outcome and its actions first (PL-04).",
)


def _other_planned(meeting: Any, held_on: date) -> bool:
    others = meeting.group.meetings.planned().exclude(pk=meeting.pk)
    return any(other.day > held_on for other in others)


next_date_is_agreed = Guard(
    lambda meeting, facts: (
        facts.get("next_at") is not None or _other_planned(meeting, facts["held_on"])
    ),
    refusal="Agree when the group meets next, before it parts (CG-07).",
)


def _next_is_working_day(meeting: Any, facts: Mapping[str, Any]) -> bool:
    moment = facts.get("next_at")
    return _is_working_day(moment) and (moment is None or local_day(moment) > facts["held_on"])


next_date_is_a_working_day = Guard(
    _next_is_working_day,
    refusal="The next meeting must be after this one, and never on a weekend or a bank holiday.",
)


def _is_in_time(meeting: Any, facts: Mapping[str, Any]) -> bool:
    moment = facts.get("next_at")
    if moment is None or str(facts.get("next_late_reason", "")).strip():
        return True
    return local_day(moment) <= timeliness.next_due(facts["held_on"])


next_date_is_in_time_or_says_why = Guard(
    _is_in_time,
    refusal=lambda meeting: (
        f"The group meets again {timeliness.rule_in_words()} of this meeting. To meet later, "
        "give the reason; it stays on record (CG-03)."
    ),
)


def _judges(meeting: Any, facts: Mapping[str, Any]) -> bool:
    if facts.get("is_threshold_met") is not None:
        return True
    return timeliness.review_ahead(meeting.group.plan.child_id, facts["held_on"]) is None


recommends_before_a_review = Guard(
    _judges,
    refusal="A review conference follows within 10 working days: judge whether the threshold of "
    "significant harm is still met, with the evidence (CG-04).",
)

says_who_leads_next = Guard(
    lambda meeting, facts: (
        facts.get("is_threshold_met") is not False
        or bool(str(facts.get("who_leads_next", "")).strip())
    ),
    refusal="Where the plan should end, say who leads what next (CG-04).",
)

writes_minutes = Guard(
    lambda meeting, facts: bool(facts["minutes"].strip()),
    refusal="Write the minutes first (CG-06).",
)

recommendation_has_evidence = Guard(
    lambda meeting, facts: (
        facts.get("is_threshold_met") is None or bool(str(facts.get("threshold_evidence")).strip())
    ),
    refusal="Give the evidence for what the group recommends about the threshold (CG-04).",
)

cancels_with_a_reason = Guard(
    lambda meeting, facts: bool(facts["reason"].strip()),
    refusal="Say why the meeting does not take place.",
)

minutes_are_written = Guard(
    lambda meeting: bool(meeting.minutes.strip()),
    refusal="There are no minutes to send yet (CG-06).",
)

minutes_are_not_out = Guard(
    lambda meeting: meeting.minutes_circulated_on is None,
    refusal=lambda meeting: (
        f"The minutes were sent on {day(meeting.minutes_circulated_on)} already (CG-06)."
    ),
)
