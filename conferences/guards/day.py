"""What must hold while a conference sits and decides (CF-05 to CF-23, CF-30 to CF-35)."""

from typing import Any

from conferences import lines
from conferences.guards.asked import quoracy_of
from cpms.records.guards import Guard

stands_down_with_a_reason = Guard(
    lambda conference, facts: bool(facts["reason"].strip()),
    refusal="Say why, for the record and for everyone who has kept the time free (CF-06).",
)

nothing_is_decided = Guard(
    lambda conference: not conference.decisions.exclude(state="awaited").exists(),
    refusal="A decision has been closed already, so the conference cannot be stood down.",
)

every_child_is_decided = Guard(
    lambda conference: not conference.decisions.filter(state="awaited").exists(),
    refusal=lambda conference: (
        "Decide for every child first. Still open: "
        + ", ".join(
            row.child.name
            for row in conference.decisions.filter(state="awaited").select_related("child")
        )
        + " (CF-16)."
    ),
)

is_in_session = Guard(
    lambda decision: decision.conference.state == "opened",
    refusal="A decision is made in the conference: open it first.",
)


def _what_quoracy_lacks(decision: Any) -> str:
    found = quoracy_of(decision)
    lacking = [] if found.has_social_care else ["Children’s Social Care"]
    if found.still_needed:
        word = "agency" if found.still_needed == 1 else "agencies"
        lacking.append(f"{found.still_needed} other {word} in direct contact with the child")
    return (
        f"The conference is not quorate for {decision.child.name}: {' and '.join(lacking)} must "
        "attend (CF-05). Stand it down, or record why quoracy is breached (CF-07)."
    )


is_quorate_or_says_why = Guard(
    lambda decision: bool(decision.quoracy_breach_reason.strip()) or quoracy_of(decision).is_met,
    refusal=_what_quoracy_lacks,
)


def _not_asked(decision: Any) -> str:
    return (
        f"Ask for a view first: {', '.join(lines.not_asked(decision))} (CF-17). Who gives none is "
        "recorded as giving none."
    )


every_view_is_asked = Guard(lambda decision: not lines.not_asked(decision), refusal=_not_asked)
