"""What must hold before a child's record moves."""

from cpms.records.guards import Guard

cause_is_not_in_the_future = Guard(
    lambda child, facts: facts["decided_on"] <= facts["today"],
    refusal="The decision that there is reasonable cause cannot lie in the future (ST-01).",
)

is_expected = Guard(
    lambda child: child.date_of_birth is None,
    refusal="The birth is already recorded.",
)

birth_is_not_in_the_future = Guard(
    lambda child, facts: facts["born_on"] <= facts["today"],
    refusal="The date of birth cannot lie in the future.",
)
