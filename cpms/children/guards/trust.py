"""What must hold before a record is restricted, a conflict declared or a file opened."""

from cpms.accounts.permissions import Permission
from cpms.records.guards import Guard

reason_is_given = Guard(
    lambda record, facts: bool(facts["reason"].strip()),
    refusal="Say why.",
)

child_is_not_restricted = Guard(
    lambda restriction: not restriction.child.restrictions.in_force().exists(),
    refusal="This record is restricted already. Change its readers instead.",
)

has_a_reader = Guard(
    lambda restriction, facts: bool(list(facts["readers"])),
    refusal="Name at least one person who may read the record.",
)

a_reader_answers_enquiries = Guard(
    lambda restriction, facts: any(
        reader.may(Permission.FOLLOW_ENQUIRIES) for reader in facts["readers"]
    ),
    refusal="Name a Quality Assurance Manager among the readers. When a professional asks about "
    "this child, the desk cannot see the record and leaves the match to them (EN-06).",
)

no_reader_is_in_conflict = Guard(
    lambda restriction, facts: (
        not restriction.child.conflicts.in_force().filter(user__in=facts["readers"]).exists()
    ),
    refusal="One of the readers has declared a conflict of interest with this child. "
    "Take them off the list.",
)

conflict_is_new = Guard(
    lambda conflict: (
        not type(conflict)
        .objects.in_force()
        .filter(child=conflict.child_id, user=conflict.user_id)
        .exists()
    ),
    refusal="This conflict of interest is declared already.",
)
