"""What must hold before a child's record moves."""

from datetime import date
from typing import Any

from cpms.children.guards.days import is_not_yet, not_ahead, not_before, says
from cpms.records.guards import Guard

MAJORITY = 18

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


def is_birthday(born: date | None, day: date) -> bool:
    """Say whether the day is the 18th birthday; who was born on 29 February has 1 March."""
    if born is None or born.year + MAJORITY != day.year:
        return False
    is_leap_day = (born.month, born.day) == (2, 29)
    return (day.month, day.day) == ((3, 1) if is_leap_day else (born.month, born.day))


turns_eighteen = Guard(
    lambda child, facts: is_birthday(child.date_of_birth, facts["turned_on"]),
    refusal="This is not the day on which the young person turns 18. Check the date of birth "
    "(PL-15).",
)
eighteen_is_not_ahead = not_ahead("turned_on", "The 18th birthday")
is_not_yet_eighteen = is_not_yet("turned_eighteen_on", "The 18th birthday is already recorded.")

is_alive = Guard(
    lambda child: child.died_on is None,
    refusal=lambda child: f"The death of {child.name} is already recorded.",
)
is_born = Guard(
    lambda child: child.date_of_birth is not None,
    refusal="Record the birth first.",
)
death_is_not_ahead = not_ahead("died_on", "The day of death")
death_is_not_before_birth = not_before(
    "died_on", "date_of_birth", "The day of death lies before the date of birth."
)
says_how_the_death_is_known = says("known_by", "Say how the death is known (PL-15).")

is_in_the_uk = is_not_yet("left_uk_on", "It is already recorded that the child left the UK.")
leaving_is_not_ahead = not_ahead("left_on", "The day of leaving")
left_for_good = Guard(
    lambda child, facts: bool(facts["is_permanent"]),
    refusal="A plan ends only where the child has left the UK for good. A stay abroad is no end: "
    "record where the child is, or that the family is out of touch (PL-15, MV-05).",
)
says_how_leaving_is_known = says("known_by", "Say how it is known that they left (PL-15).")

is_not_married = is_not_yet("married_on", "The marriage is already recorded.")
marriage_is_not_ahead = not_ahead("married_on", "The day of the marriage")
says_how_the_marriage_is_known = says("known_by", "Say how the marriage is known (PL-15).")


def _has_a_sibling_who_died(child: Any) -> bool:
    return bool(child.siblings().filter(died_on__isnull=False).exists())


brother_or_sister_died = Guard(
    _has_a_sibling_who_died,
    refusal="No brother or sister of this child has died (ST-10).",
)
