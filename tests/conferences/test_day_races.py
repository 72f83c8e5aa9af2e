"""Twenty people at once, one child: every accepted view is counted, none after the close (A23)."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from conferences.models import Decision, Recommendation
from conferences.services import views_given
from cpms.children.models import AgencyKind
from cpms.records.guards import Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from tests.factories.meetings import TEN, invite, opened, settle_all

AGENCIES = 20

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's"),
]


def meeting():
    """Return a conference in which twenty agencies and the chair are about to press a button.

    Everyone was asked before; what they say now are changes of mind while the chair closes.
    """
    conference = opened()
    decision = conference.decisions.get()
    for number in range(AGENCIES - 4):
        invite(
            conference,
            f"Agency {number}",
            AgencyKind.HEALTH,
            knows=[decision.child],
            attendance="in_person",
            arrived_at=TEN,
        )
    speakers = list(conference.invitations.filter(practitioner__isnull=False).order_by("pk"))
    for number, speaker in enumerate(speakers):
        say(decision, speaker, "plan" if number % 2 else "no_plan", conference.chair)
    settle_all(decision)
    return conference, decision, speakers


def say(decision, speaker, view, chair):
    category = "neglect" if view == "plan" else ""
    views_given.record_view(decision, speaker, view=view, category=category, by=chair)


def all_at_once(acts):
    """Run the acts at the same moment, each on a connection of its own; return their results."""
    barrier = threading.Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def one_round():
    conference, decision, speakers = meeting()
    before = {row.invitation_id: row.is_for_plan for row in Recommendation.objects.all()}

    def change(speaker):
        view = "no_plan" if before[speaker.pk] else "plan"
        return lambda: say(decision, speaker, view, conference.chair) or "accepted"

    def close():
        for _ in range(100):  # refused while the majority of the moment is against a plan
            with contextlib.suppress(Refused):
                return perform(decision, "make_plan", by=conference.chair)
        return perform(decision, "make_plan", by=conference.chair)

    acts = [*(change(speaker) for speaker in speakers), close]
    *answers, closed = all_at_once(acts)
    return before, speakers, answers, closed, decision


def check(before, speakers, answers, closed, decision):
    """Hold the round to the rules."""
    accepted = {
        speaker.pk for speaker, given in zip(speakers, answers, strict=True) if given == "accepted"
    }
    expected = {number: view != (number in accepted) for number, view in before.items()}
    found = {row.invitation_id: row.is_for_plan for row in decision.recommendations.all()}
    assert found == {number: bool(view) for number, view in expected.items()}
    if isinstance(closed, Refused):
        assert Decision.objects.get(pk=decision.pk).state == "awaited"
        return
    counted = (closed.views_for, closed.views_against)
    assert counted == (sum(found.values()), AGENCIES - sum(found.values()))
    event = Event.objects.get(name="decision.plan_made", record_id=decision.pk)
    assert event.facts["equal_split"] is (counted[0] == counted[1])


def test_every_accepted_view_is_counted_and_none_after_the_close():
    check(*one_round())


def test_two_chairs_at_two_screens_close_a_decision_once():
    conference, decision, _ = meeting()
    acts = [lambda: perform(decision, "make_plan", by=conference.chair) for _ in range(6)]

    answers = all_at_once(acts)

    assert sum(isinstance(answer, Decision) for answer in answers) == 1
    assert Event.objects.filter(name="decision.plan_made").count() == 1


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("round_number", range(200))
def test_two_hundred_rounds(round_number):
    check(*one_round())


def unlocked(record):
    return record if record._state.adding else type(record).objects.get(pk=record.pk)


def test_the_proof_fails_when_the_row_is_not_locked(monkeypatch):
    """Without the lock a view slips in after the count: the proof above must see it."""
    monkeypatch.setattr("cpms.records.moves.locked", unlocked)
    monkeypatch.setattr("conferences.services.session.locked", unlocked)
    for _ in range(15):
        try:
            check(*one_round())
        except AssertionError:
            return
    pytest.fail("without the lock every round still held: the proof proves nothing")
