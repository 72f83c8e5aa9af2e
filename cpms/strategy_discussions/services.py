"""What is written under a strategy discussion while it is planned and held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cpms.accounts.models import User
from cpms.children.models import Agency, AgencyKind, Child, Practitioner
from cpms.documents.recipients import Recipient
from cpms.records.guards import Refused
from cpms.records.moves import locked, perform, write
from cpms.strategy_discussions.minutes import send_minutes
from cpms.strategy_discussions.models import Action, Attendee, StrategyDiscussion

SOCIAL_CARE = "Children’s Social Care"


@dataclass(frozen=True)
class Came:
    """A person who took part, and whether they may decide for their agency."""

    practitioner: Practitioner
    is_senior_enough: bool


@dataclass(frozen=True)
class Analysis:
    """What was found for one child."""

    child: Child
    harm: str
    background: str = ""


@dataclass(frozen=True)
class Agreed:
    """One action as it was agreed (ST-08)."""

    text: str
    agency: Agency
    due_on: date
    feedback: str
    feedback_on: date


def practitioner_of(user: User) -> Practitioner:
    """Return the directory's entry for a colleague, made on first need."""
    found = Practitioner.objects.filter(user=user).first()
    if found is not None:
        return found
    agency, _ = Agency.objects.get_or_create(
        name=SOCIAL_CARE, defaults={"kind": AgencyKind.SOCIAL_CARE}
    )
    entry = Practitioner(
        name=str(user),
        job_title=user.job_title or "Social worker",
        agency=agency,
        email=user.email,
        telephone=user.telephone,
        user=user,
    )
    write(entry, by=user)
    return entry


@transaction.atomic
def plan(children: Sequence[Child], *, by: User, **facts: Any) -> StrategyDiscussion:
    """Plan a discussion about these siblings; its chair is the first who takes part.

    The chair is a social worker or manager experienced enough to answer for the record
    (ST-05), so may decide for Children's Social Care (ST-03).
    """
    discussion = perform(StrategyDiscussion.about(children), "plan", by=by, **facts)
    chair = Came(practitioner_of(discussion.chair), is_senior_enough=True)
    return record_attendance(discussion, [chair], by=by)


@transaction.atomic
def record_newcomer(
    discussion: StrategyDiscussion, *, is_senior_enough: bool, by: User, **known: Any
) -> StrategyDiscussion:
    """Enter a person into the directory who was not in it, and that they took part."""
    newcomer = Practitioner(**known)
    write(newcomer, by=by)
    return record_attendance(discussion, [Came(newcomer, is_senior_enough)], by=by)


@transaction.atomic
def record_attendance(
    discussion: StrategyDiscussion, people: Sequence[Came], *, by: User
) -> StrategyDiscussion:
    """Keep who took part; naming a person again changes what is kept of them (ST-03)."""
    discussion = _open(discussion)
    for came in people:
        row = discussion.attendees.filter(practitioner=came.practitioner).first()
        row = row or Attendee(discussion=discussion, practitioner=came.practitioner)
        row.is_senior_enough = came.is_senior_enough
        write(row, by=by)
    return discussion


@transaction.atomic
def strike_attendee(
    discussion: StrategyDiscussion, attendee: Attendee, *, by: User
) -> StrategyDiscussion:
    """Take out a person who did not come after all; only until it is recorded as held."""
    discussion = _open(discussion)
    if discussion.state != StrategyDiscussion.State.PLANNED:
        raise Refused("Who took part cannot be taken out once the discussion was held (ST-05).")
    attendee._history_user = by  # type: ignore[attr-defined]
    attendee.delete()
    return discussion


@transaction.atomic
def analyse(
    discussion: StrategyDiscussion, analyses: Sequence[Analysis], *, by: User
) -> StrategyDiscussion:
    """Keep the analysis of harm for each child (ST-06)."""
    discussion = _open(discussion)
    for analysis in analyses:
        row = discussion.analyses.get(child=analysis.child)
        row.harm, row.background = analysis.harm, analysis.background
        write(row, by=by)
    return discussion


@transaction.atomic
def agree_actions(
    discussion: StrategyDiscussion, actions: Sequence[Agreed], *, by: User
) -> StrategyDiscussion:
    """Keep the actions agreed, each with its agency, its day and its feedback (ST-08)."""
    discussion = _open(discussion)
    earliest = discussion.held_on or discussion.planned_for
    if any(action.due_on < earliest for action in actions):
        raise Refused("An action cannot be due before the discussion. Check the day (ST-08).")
    for action in actions:
        write(Action(discussion=discussion, **vars(action)), by=by)
    return discussion


@transaction.atomic
def strike_action(
    discussion: StrategyDiscussion, action: Action, *, by: User
) -> StrategyDiscussion:
    """Take out an action that was entered wrongly, until the outcome is decided."""
    discussion = _open(discussion)
    action._history_user = by  # type: ignore[attr-defined]
    action.delete()
    return discussion


@transaction.atomic
def circulate_minutes(
    discussion: StrategyDiscussion,
    *,
    circulated_on: date,
    today: date,
    by: User,
    others: Sequence[Practitioner] = (),
) -> StrategyDiscussion:
    """Send the minutes to everyone who took part and to the others named (ST-09)."""
    discussion = perform(
        discussion, "circulate_minutes", by=by, circulated_on=circulated_on, today=today
    )
    rows = discussion.attendees.select_related("practitioner__user", "practitioner__agency")
    people = {row.practitioner_id: row.practitioner for row in rows}
    people |= {other.pk: other for other in others}
    recipients = [Recipient.professional(person) for person in people.values()]
    send_minutes(discussion, recipients, on=circulated_on, by=by)
    return discussion


def _open(discussion: StrategyDiscussion) -> StrategyDiscussion:
    """Return the discussion locked, so long as its outcome is not decided."""
    discussion = locked(discussion)
    if discussion.is_decided:
        raise Refused(
            f"The outcome was decided: {discussion.outcome.lower()}. What led to it is not "
            "changed afterwards. If there is something new, hold a further discussion (ST-14)."
        )
    return discussion
