"""What must hold before an authenticated copy is issued or withdrawn (CF-28)."""

from typing import Any

from cpms.records import clock
from cpms.records.guards import Guard


def _is_of_its_reader(copy: Any) -> bool:
    """A member of the family is given the edition that was made for them, and no other's."""
    return copy.person_id is None or copy.person_id == copy.letter.person_id


letter_has_gone = Guard(
    lambda copy: (
        copy.letter.circulation.recalled_at is None
        and not copy.letter.circulation.waits(clock.now())
    ),
    refusal="Copies are made of what has gone out. This letter has not, or was taken back (CF-28).",
)

names_its_recipient = Guard(
    lambda copy: bool(copy.recipient_name.strip()),
    refusal="Say for whom the copy is: it carries the name on every page (CF-28).",
)

says_why = Guard(
    lambda copy: bool(copy.reason.strip()),
    refusal="Say why the copy is made: it carries the reason on every page (CF-28).",
)

family_gets_its_own_edition = Guard(
    _is_of_its_reader,
    refusal="This edition was made for somebody else. A member of the family is given a copy of "
    "the letter that was made for them (CF-14, CF-28).",
)

withdraws_with_a_reason = Guard(
    lambda copy, facts: bool(facts["reason"].strip()),
    refusal="Say why the copy is withdrawn (CF-28).",
)
