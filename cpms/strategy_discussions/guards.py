"""What the procedure demands of a strategy discussion and of an enquiry, each with its refusal."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from cpms.accounts.permissions import Permission
from cpms.children.models import AgencyKind
from cpms.design.formats import day
from cpms.records.guards import Guard
from cpms.records.models import Event
from cpms.strategy_discussions.choices import CriminalInvestigation, Method
from cpms.strategy_discussions.quoracy import missing_agencies

if TYPE_CHECKING:
    from cpms.strategy_discussions.models import StrategyDiscussion

Facts = Mapping[str, Any]


def _names(children: list[Any]) -> str:
    return ", ".join(child.name for child in children)


def having_cause(children: Iterable[Any]) -> set[int]:
    """Return which of the children, by number, there is reasonable cause for (ST-01)."""
    causes = Event.objects.standing().filter(
        child__in=children, name="child.reasonable_cause_decided"
    )
    return set(causes.values_list("child", flat=True))


def _without_cause(discussion: "StrategyDiscussion") -> list[Any]:
    children = list(discussion.concerned_children())
    decided = having_cause(children)
    return [child for child in children if child.pk not in decided]


def _is_given(facts: Facts, name: str) -> bool:
    return bool(str(facts.get(name) or "").strip())


def _is_nobodys(facts: Facts) -> bool:
    return str(facts["criminal_investigation"]) == CriminalInvestigation.NONE


def _first_cause_on(discussion: "StrategyDiscussion") -> date | None:
    causes = Event.objects.standing().filter(
        child__in=list(discussion.concerned_children()), name="child.reasonable_cause_decided"
    )
    first = causes.order_by("happened_on").first()
    return first.happened_on if first else None


is_about_one_family = Guard(
    lambda discussion: len({child.family_id for child in discussion.concerned_children()}) == 1,
    refusal="A strategy discussion is about children of one family. Hold another for the others.",
)

cause_is_recorded = Guard(
    lambda discussion: not _without_cause(discussion),
    refusal=lambda discussion: (
        "A strategy discussion is held when there is reasonable cause to suspect significant "
        f"harm. Record the decision first for {_names(_without_cause(discussion))} (ST-01)."
    ),
)

chair_is_experienced = Guard(
    lambda discussion, facts: facts["chair"].may(Permission.RUN_STRATEGY_DISCUSSION),
    refusal="The chair must be an experienced social worker, a deputy manager or a manager. "
    "Choose another chair (ST-05).",
)

telephone_has_a_reason = Guard(
    lambda discussion, facts: (
        facts["meeting_method"] != Method.TELEPHONE or _is_given(facts, "telephone_reason")
    ),
    refusal="A strategy discussion is held in person or by video. By telephone only in "
    "exceptional circumstances: write down why (ST-04).",
)


def _unquorate(discussion: "StrategyDiscussion") -> str:
    missing = [str(AgencyKind(kind).label) for kind in missing_agencies(discussion)]
    return (
        "The discussion is not quorate: a social worker, health and the police must each take "
        "part with a person senior enough to decide for their agency. Still missing: "
        f"{', '.join(missing)} (ST-03)."
    )


is_quorate = Guard(lambda discussion: not missing_agencies(discussion), refusal=_unquorate)

was_not_held_in_the_future = Guard(
    lambda discussion, facts: facts["held_on"] <= facts["today"],
    refusal="The day it was held cannot lie in the future. Record it once it was held.",
)

was_not_held_before_the_cause = Guard(
    lambda discussion, facts: (_first_cause_on(discussion) or date.min) <= facts["held_on"],
    refusal="The discussion cannot have been held before there was reasonable cause. "
    "Check the day (ST-01, ST-02).",
)

information_is_recorded = Guard(
    lambda discussion, facts: _is_given(facts, "information_shared"),
    refusal="Write down the information that the agencies shared (ST-06).",
)


def _not_analysed(discussion: "StrategyDiscussion") -> list[Any]:
    rows = discussion.analyses.select_related("child")
    return [row.child for row in rows if not row.harm.strip()]


each_child_is_analysed = Guard(
    lambda discussion: not _not_analysed(discussion),
    refusal=lambda discussion: (
        "Write an analysis of harm for each child. Still missing: "
        f"{_names(_not_analysed(discussion))} (ST-06)."
    ),
)

rationale_is_given = Guard(
    lambda discussion, facts: _is_given(facts, "rationale"),
    refusal="Write down why: whether section 47 enquiries must be made, and the reasons (ST-06).",
)

investigation_is_described = Guard(
    lambda discussion, facts: (
        _is_given(facts, "criminal_investigation")
        and (
            facts["criminal_investigation"] == CriminalInvestigation.NONE
            or _is_given(facts, "investigation_conduct")
        )
    ),
    refusal="Say whether there is a criminal investigation and, if there is one, how it is "
    "conducted and when (ST-06).",
)

OF_EVERY_OUTCOME = (each_child_is_analysed, rationale_is_given, investigation_is_described)

has_actions = Guard(
    lambda discussion: discussion.actions.exists(),
    refusal="A section 17 assessment and section 47 enquiries need at least one action: who does "
    "what, by when, and how and when they tell the others (ST-08).",
)

minutes_go_out_once = Guard(
    lambda discussion: discussion.minutes_circulated_on is None,
    refusal=lambda discussion: (
        f"The minutes were sent on {day(discussion.minutes_circulated_on)}. "
        "They are sent once (ST-09)."
    ),
)

minutes_go_out_after_the_discussion = Guard(
    lambda discussion, facts: discussion.day_held <= facts["circulated_on"] <= facts["today"],
    refusal="The minutes are sent after the discussion was held and not in the future. "
    "Check the day (ST-09).",
)

end_is_not_in_the_future = Guard(
    lambda enquiry, facts: facts["concluded_on"] <= facts["today"],
    refusal="The day on which the enquiry ended cannot lie in the future.",
)

end_is_not_before_the_start = Guard(
    lambda enquiry, facts: enquiry.started_on <= facts["concluded_on"],
    refusal="The enquiry cannot have ended before it started. Check the day.",
)

summary_is_given = Guard(
    lambda enquiry, facts: _is_given(facts, "summary"),
    refusal="Write down what the enquiry found and why it ends so (ST-13).",
)
