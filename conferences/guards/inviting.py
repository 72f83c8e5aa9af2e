"""What must hold before the invitations go out (CF-04, CF-05, CF-08)."""

from typing import Any

from cpms.records.guards import Guard

has_invitations = Guard(
    lambda conference: conference.invitations.exists(),
    refusal="Choose whom to invite first: family, and the professionals who know them (CF-04).",
)

invites_social_care = Guard(
    lambda conference: conference.invitations.filter(
        practitioner__agency__kind="social_care"
    ).exists(),
    refusal="Invite the lead professional: without Children’s Social Care no conference is "
    "quorate (CF-05).",
)


def _meeting(conference: Any) -> list[str]:
    """Return those who are kept apart and whose times meet nevertheless, as pairs of names."""
    rows = list(conference.invitations.with_names().prefetch_related("kept_apart_from"))
    by_number = {row.pk: row for row in rows}
    pairs = []
    for row in rows:
        for other in row.kept_apart_from.all():
            if row.pk < other.pk and _overlap(row, by_number[other.pk]):
                pairs.append(f"{row.name} and {by_number[other.pk].name}")
    return pairs


def _overlap(one: Any, other: Any) -> bool:
    if one.excluded_on or other.excluded_on or not (one.begins_at and other.begins_at):
        return False
    return bool(one.begins_at < other.finishes_at and other.begins_at < one.finishes_at)


those_kept_apart_do_not_meet = Guard(
    lambda conference: not _meeting(conference),
    refusal=lambda conference: (
        f"It would not be safe for {'; '.join(_meeting(conference))} to meet, and their times "
        "overlap. Give one of them times of their own (CF-08)."
    ),
)
