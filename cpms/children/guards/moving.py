"""What must hold before an address, or the authority that answers for a child, changes."""

from cpms.children.guards.days import alone, not_ahead, not_before, says
from cpms.records.guards import Guard

learning_is_not_ahead = not_ahead("learned_on", "The day on which the move was learned of")
telling_is_not_ahead = not_ahead("notified_on", "The day on which the unit was told")
unit_is_told_after_learning = not_before(
    "notified_on", "learned_on", "The unit cannot have been told before the move was learned of."
)
somebody_is_told = Guard(
    lambda change, facts: facts["told"] > 0,
    refusal="Choose whom to tell: everyone who attended the initial conference for their work "
    "(MV-01).",
)

notice_is_not_ahead = not_ahead("notified_on", "The day of the notice")
conference_is_not_ahead = not_ahead("held_on", "The day of the conference")
conference_follows_the_notice = not_before(
    "held_on",
    "notified_on",
    "The receiving authority’s conference cannot lie before it was notified (PL-16).",
)
says_what_shows_it = says(
    "evidence",
    "Say how the other authority’s conference is known: its letter, its minutes (PL-16).",
)
withdraws_with_a_reason = says("reason", "Say why: the clock stops, and others ask later.")
withdrawal_is_not_ahead = not_ahead("withdrawn_on", "The day")

comes_in_once = alone(
    lambda transfer: (
        f"{transfer.child.name} is moving in already, and the conference is awaited (MV-02)."
    )
)
goes_out_once = alone(
    lambda transfer: (
        f"A move of {transfer.child.name} to another authority is open already. Withdraw that "
        "one first (PL-16)."
    )
)
