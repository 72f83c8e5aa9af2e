"""The decision letter and the minutes, made for each reader from what that reader may know.

Nothing is covered up afterwards: what a person may not learn never enters their context.
Addresses enter no letter of a conference at all (CF-14, CF-25, CF-26).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from conferences.lines import is_of_social_care
from conferences.models import Conference, Decision, Invitation, InvitedAs, Passage
from conferences.recipients import children_of, children_told_to, recipient_of
from cpms.children.models import Child, Practitioner
from cpms.documents.previewing import previewed
from cpms.documents.recipients import Copy, Recipient

FOLDER = "letters/conferences"
DECISION = {
    InvitedAs.PROFESSIONAL: f"{FOLDER}/decision_professional.html",
    InvitedAs.CHILD: f"{FOLDER}/decision_child.html",
}
TO_FAMILY = f"{FOLDER}/decision_family.html"
MINUTES = f"{FOLDER}/minutes.html"
EDITIONS = {
    InvitedAs.PROFESSIONAL: "For professionals",
    InvitedAs.ADVOCATE: "For an advocate",
    InvitedAs.CHILD: "For the child",
}


@dataclass(frozen=True)
class Edition:
    """One reader with the copy that is made for them."""

    reader: Invitation
    copy: Copy

    @property
    def is_sent(self) -> bool:
        """Say whether there is anything in it for this reader."""
        return bool(self.copy.children) and bool(self.copy.context.get("passages", True))

    @property
    def words(self) -> str:
        """In whose words it is written."""
        return EDITIONS.get(InvitedAs(self.reader.invited_as), "For the family")

    @property
    def way(self) -> str:
        """How it reaches its reader."""
        recipient = self.copy.recipient
        return "By account" if recipient.account and recipient.email else "On paper"


def readers(conference: Conference) -> list[Invitation]:
    """Return everyone who was invited or came, interpreters left out: they are told no names."""
    rows = conference.invitations.exclude(invited_as=InvitedAs.INTERPRETER)
    return list(
        rows.select_related(
            "practitioner__agency", "practitioner__user", "person", "child"
        ).prefetch_related("knows", "invited_for")
    )


def told(reader: Invitation, children: Sequence[Child]) -> list[Child]:
    """Return the children a reader hears of: a professional of those that their agency knows."""
    if reader.practitioner_id is None or is_of_social_care(reader):
        return children_told_to(reader, children)
    known = {child.pk for child in reader.knows.all()}
    told_to = children_told_to(reader, children)
    return [child for child in told_to if child.pk in known] if known else told_to


# The decision (CF-25)


def decision_editions(conference: Conference) -> list[Edition]:
    """Return each reader with the decision letter that is theirs; without a child, nothing."""
    children = children_of(conference)
    decisions = _decisions(conference)
    return [
        Edition(row, _decision_copy(conference, row, children, decisions))
        for row in readers(conference)
    ]


def decision_copies(conference: Conference) -> list[Copy]:
    """Return one decision letter for each reader who may hear of at least one child."""
    return [one.copy for one in decision_editions(conference) if one.is_sent]


def decision_copy(conference: Conference, reader: Invitation) -> Copy:
    """Return what this one reader gets."""
    return _decision_copy(conference, reader, children_of(conference), _decisions(conference))


def untold(conference: Conference) -> list[Invitation]:
    """Return those who would get nothing, because nobody has said which child concerns them."""
    children = children_of(conference)
    return [row for row in readers(conference) if not told(row, children)]


def _decisions(conference: Conference) -> list[Decision]:
    rows = conference.decisions.select_related("child", "lead_professional").prefetch_related(
        "outline", "core_group__practitioner__agency", "core_group__person"
    )
    return list(rows)


def _decision_copy(
    conference: Conference,
    reader: Invitation,
    children: Sequence[Child],
    decisions: Iterable[Decision],
) -> Copy:
    concerned = told(reader, children)
    numbers = {child.pk for child in concerned}
    context = {
        **_heading(conference),
        "decisions": [_settled(row) for row in decisions if row.child_id in numbers],
    }
    template = DECISION.get(InvitedAs(reader.invited_as), TO_FAMILY)
    title = f"{conference.get_kind_display()}: the decision"
    return Copy(recipient_of(reader), title, template, context, concerned)


def _heading(conference: Conference) -> dict[str, Any]:
    chair = conference.chair
    return {
        "kind": conference.get_kind_display(),
        "held_on": conference.held_on,
        "chair": str(chair),
        "telephone": chair.telephone if chair else "",
    }


def _settled(decision: Decision) -> dict[str, Any]:
    """Return what a letter says of one child: words and names, no record to wander off from."""
    return {
        "name": decision.child.name,
        "given_name": decision.child.given_name or "the baby",
        "state": decision.state,
        "outcome": decision.get_state_display(),
        "category": decision.get_category_display(),
        "concerns": decision.concerns,
        "lead": str(decision.lead_professional or ""),
        "lead_telephone": getattr(decision.lead_professional, "telephone", ""),
        "strengths": decision.strengths,
        "outline": [
            {"need": row.need, "outcome": row.outcome, "by_when": row.by_when}
            for row in decision.outline.all()
        ],
        "core_group": [str(place) for place in decision.core_group.all()],
        "first_core_group_at": decision.first_core_group_at,
        "contingency": decision.contingency,
        "review_on": decision.review_on,
        "support": decision.support_considered,
        "missing": decision.missing_information,
        "who_gets_it": decision.who_gets_it,
        "step_down": decision.get_step_down_display(),
        "step_down_plan": decision.step_down_plan,
        "step_down_meetings": decision.step_down_meetings,
    }


# The minutes (CF-26)


def minutes_editions(conference: Conference) -> list[Edition]:
    """Return each reader with the minutes that are theirs."""
    children = children_of(conference)
    passages = _passages(conference)
    return [
        Edition(row, _minutes_copy(conference, row, children, passages))
        for row in readers(conference)
    ]


def minutes_copies(conference: Conference, others: Iterable[Practitioner] = ()) -> list[Copy]:
    """Return the minutes for each reader, and for those whom the conference names besides."""
    children = children_of(conference)
    passages = _passages(conference)
    for_others = [row for row in passages if not _is_withheld_from_a_professional(row)]
    named = [
        _minutes(conference, Recipient.professional(row), for_others, children) for row in others
    ]
    return [one.copy for one in minutes_editions(conference) if one.is_sent] + named


def minutes_copy(conference: Conference, reader: Invitation) -> Copy:
    """Return what this one reader gets."""
    return _minutes_copy(conference, reader, children_of(conference), _passages(conference))


def readable(
    reader: Invitation, passages: Iterable[Passage], children: Sequence[Child]
) -> list[Passage]:
    """Return the passages that a reader is given.

    None that is withheld from them. Family who hear of some of the children only are given
    the passages about those children and no general ones, which speak of all.
    """
    concerned = {child.pk for child in told(reader, children)}
    open_to = [
        row for row in passages if reader.pk not in {one.pk for one in row.withheld_from.all()}
    ]
    if reader.practitioner_id or len(concerned) == len(children):
        return open_to
    return [row for row in open_to if _is_about(row, concerned)]


def _is_withheld_from_a_professional(passage: Passage) -> bool:
    """Say so: what a professional may not read reaches no colleague who was not there (CF-14)."""
    return any(row.practitioner_id for row in passage.withheld_from.all())


def _is_about(passage: Passage, concerned: set[int]) -> bool:
    about = {child.pk for child in passage.children.all()}
    return bool(about) and about <= concerned


def _passages(conference: Conference) -> list[Passage]:
    rows = conference.passages.exclude(text="").order_by("position")
    return list(rows.prefetch_related("children", "withheld_from"))


def _minutes_copy(
    conference: Conference,
    reader: Invitation,
    children: Sequence[Child],
    passages: Iterable[Passage],
) -> Copy:
    shown = readable(reader, passages, children)
    return _minutes(conference, recipient_of(reader), shown, told(reader, children))


def _minutes(
    conference: Conference,
    recipient: Recipient,
    passages: Iterable[Passage],
    children: Sequence[Child],
) -> Copy:
    context = {
        **_heading(conference),
        "passages": [{"heading": row.heading, "text": row.text} for row in passages],
        "children": [child.name for child in children],
    }
    title = f"{conference.get_kind_display()}: minutes"
    return Copy(recipient, title, MINUTES, context, children)


def named_besides(conference: Conference, copy: Copy) -> list[str]:
    """Return the children who are named in the words of a copy and are none of its reader's.

    People write a sibling's name into a text; no filter can take it out, so it is shown to
    the person who sends.
    """
    text, concerned = previewed(copy), {child.pk for child in copy.children}
    others = [child for child in children_of(conference) if child.pk not in concerned]
    return [child.given_name for child in others if _names(text, child.given_name)]


def _names(text: str, name: str) -> bool:
    return bool(name) and re.search(rf"\b{re.escape(name)}\b", text) is not None
