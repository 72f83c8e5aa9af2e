"""What must hold before a conference is asked for and agreed (CF-01, CF-03, ST-12, ST-13)."""

from collections.abc import Mapping
from typing import Any

from conferences import grounds
from conferences.models.kinds import Kind
from cpms.records.guards import Guard

is_about_children_of_one_family = Guard(
    lambda conference: (
        bool(conference.named)
        and all(child.family_id == conference.family_id for child in conference.named)
    ),
    refusal="Choose at least one child, all of one family: each is decided for alone (CF-16).",
)

has_a_reason = Guard(
    lambda conference: bool(conference.reason.strip()),
    refusal="Say why a conference is needed, so that the chairs can agree it (CF-01).",
)

has_a_ground_for_each_child = Guard(
    lambda conference: (
        not grounds.without_ground(conference.kind, conference.named, conference.other_ground)
    ),
    refusal=lambda conference: (
        "No section 47 enquiry leads to a conference for "
        + ", ".join(
            child.name
            for child in grounds.without_ground(
                conference.kind, conference.named, conference.other_ground
            )
        )
        + ". Start one through a strategy discussion, or name the other ground (CF-01, ST-12)."
    ),
)

is_pre_birth_only_for_an_unborn_child = Guard(
    lambda conference: (
        conference.kind != Kind.PRE_BIRTH or any(child.is_unborn for child in conference.named)
    ),
    refusal="A pre-birth conference is about a child not yet born: for a child who is born, ask "
    "for an initial conference (CF-29).",
)


def _others_open(conference: Any) -> Any:
    others = type(conference).objects.filter(
        kind=conference.kind,
        state__in=conference.OPEN,
        decisions__child__in=conference.named,
        decisions__state="awaited",
    )
    return others.exclude(pk=conference.pk).order_by("pk")


def _names_the_other(conference: Any) -> str:
    other = _others_open(conference).first()
    children = ", ".join(child.name for child in other.concerned_children())
    return (
        f"{other.get_kind_display()} for {children} is open already "
        f"({other.get_state_display().lower()}). Use that one, or have it cancelled first."
    )


has_no_other_open = Guard(
    lambda conference: not _others_open(conference).exists(), refusal=_names_the_other
)


def _gives_reasons(conference: Any, facts: Mapping[str, Any]) -> bool:
    return bool(facts["reason"].strip())


declines_with_a_reason = Guard(
    _gives_reasons,
    refusal="Give the reasons: the social worker and the other agencies are entitled to them "
    "(CF-01, ST-13).",
)

cancels_with_a_reason = Guard(
    _gives_reasons,
    refusal="Say why it is cancelled: everyone who was invited is told (CF-04).",
)
