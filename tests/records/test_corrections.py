"""A day entered wrongly is corrected by another line; the clocks and the record follow."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cpms.accounts.permissions import Role
from cpms.records import chronology
from cpms.records.corrections import correct
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.records.signals import moved
from cpms.timescales.deadlines.keeping import recompute
from cpms.timescales.models import Deadline
from tests.factories import ChildFactory, UserFactory
from tests.factories.strategy_discussions import discussion_at

pytestmark = pytest.mark.django_db

THURSDAY, FRIDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)
REASON = "Read from the wrong line of the diary."
MEANT = {"happened_on": THURSDAY, "reason": REASON, "today": MONDAY}


@pytest.fixture
def worker():
    return UserFactory()


@pytest.fixture
def cause(worker):
    """Reasonable cause, entered as decided on the Friday."""
    child = ChildFactory(team=worker.team)
    perform(child, "decide_reasonable_cause", by=worker, decided_on=FRIDAY, today=MONDAY)
    return Event.objects.get(child=child, name="child.reasonable_cause_decided")


def test_the_wrong_line_stays_and_the_correction_stands_beside_it(cause, worker):
    (line,) = correct(cause, **MEANT, by=worker)

    assert (line.corrects, line.happened_on, line.entered_by) == (cause, THURSDAY, worker)
    assert line.facts["because"] == REASON
    assert line.facts["was_on"] == "2026-11-20"
    assert Event.objects.get(pk=cause.pk).happened_on == FRIDAY
    assert chronology.sentence(line).startswith("Day corrected: ")


def test_the_clock_keeps_its_identity_and_gets_the_true_day(cause, worker):
    before = Deadline.objects.get()
    assert before.due_on == MONDAY

    correct(cause, **MEANT, by=worker)

    after = Deadline.objects.get()
    assert (after.pk, after.due_on) == (before.pk, FRIDAY)
    Deadline.objects.all().delete()
    recompute([cause.child_id])
    assert Deadline.objects.get().due_on == FRIDAY


def test_the_records_own_day_follows_with_the_reason_in_its_history(worker):
    discussion = discussion_at("held", on=FRIDAY, by=worker)
    held = Event.objects.get(name="strategy_discussion.held")
    correct(Event.objects.get(move="plan"), **MEANT, by=worker)
    correct(Event.objects.get(move="decide_reasonable_cause"), **MEANT, by=worker)

    correct(held, **MEANT, by=worker)

    discussion.refresh_from_db()
    assert discussion.held_on == THURSDAY
    last = discussion.history.first()
    assert (last.history_user, last.history_change_reason) == (worker, f"Day corrected: {REASON}")


def test_it_is_corrected_for_every_child_of_the_move(worker):
    child = ChildFactory(team=worker.team)
    sibling = ChildFactory(family=child.family, team=worker.team)
    discussion_at("held", children=[child, sibling], on=FRIDAY, by=worker)
    first = Event.objects.filter(name="strategy_discussion.held").first()

    lines = correct(first, happened_on=MONDAY, reason=REASON, today=MONDAY, by=worker)

    assert {line.child_id for line in lines} == {child.pk, sibling.pk}


def test_what_stands_is_the_last_correction(cause, worker):
    correct(cause, **MEANT, by=worker)

    correct(cause, happened_on=MONDAY, reason="The letter says Monday.", today=MONDAY, by=worker)

    standing = Event.objects.standing().get(name="child.reasonable_cause_decided")
    assert standing.happened_on == MONDAY
    assert standing.corrects == cause
    events = list(Event.objects.filter(child=cause.child_id))
    assert standing in chronology.standing(events)
    assert cause not in chronology.standing(events)
    assert Deadline.objects.get().due_on == date(2026, 11, 24)


def test_whoever_hears_of_moves_hears_of_a_correction(cause, worker):
    heard = []

    def hear(**told):
        heard.append((told["move"], [event.corrects_id for event in told["events"]], told["by"]))

    moved.connect(hear)
    correct(cause, **MEANT, by=worker)
    moved.disconnect(hear)

    assert heard == [("correct", [cause.pk], worker)]


@pytest.mark.parametrize(
    ("differs", "refusal"),
    [
        ({"reason": "  "}, "Say how the wrong day came about"),
        ({"happened_on": date(2026, 11, 24)}, "cannot lie ahead"),
        ({"happened_on": date(2026, 1, 2)}, "before “Registered”, Mon 5 Jan 2026"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(cause, worker, differs, refusal):
    with pytest.raises(Refused, match=refusal):
        correct(cause, **{**MEANT, **differs}, by=worker)

    assert not Event.objects.filter(corrects=cause).exists()
    assert Deadline.objects.get().due_on == MONDAY


def test_a_move_cannot_be_corrected_to_before_what_it_followed(worker):
    discussion_at("held", on=FRIDAY, by=worker)
    held = Event.objects.get(name="strategy_discussion.held")

    with pytest.raises(Refused, match="If that day is wrong too, correct it first"):
        correct(held, **MEANT, by=worker)


def test_the_same_correction_twice_is_made_once(cause, worker):
    correct(cause, **MEANT, by=worker)

    with pytest.raises(AlreadyMoved, match="stands there already"):
        correct(cause, **MEANT, by=worker)

    assert Event.objects.filter(corrects=cause).count() == 1


def test_who_may_not_make_the_move_may_not_correct_it(cause):
    with pytest.raises(PermissionDenied):
        correct(cause, **MEANT, by=UserFactory(role=Role.PARTNER))

    assert not Event.objects.filter(corrects=cause).exists()


class TestThePage:
    def address(self, cause):
        return reverse("correct-day", args=[cause.pk])

    def typed(self, **differs):
        return {
            "happened_on_day": "19",
            "happened_on_month": "11",
            "happened_on_year": "2026",
            "reason": REASON,
            **differs,
        }

    @pytest.fixture
    def page(self, client, worker, time_machine):
        time_machine.move_to("2026-11-23T10:00:00+00:00", tick=False)
        client.force_login(worker)
        return client

    def test_both_days_and_the_reason_stand_in_the_chronology(self, page, cause):
        answer = page.post(self.address(cause), self.typed(), follow=True).content.decode()

        assert "Day corrected: " in answer
        assert "Before: Fri 20 Nov 2026" in answer
        assert REASON in answer

    def test_the_chronology_leads_to_it(self, page, cause):
        shown = page.get(reverse("chronology", args=[cause.child_id])).content.decode()

        assert self.address(cause) in shown

    def test_a_refusal_keeps_what_was_typed(self, page, cause):
        answer = page.post(self.address(cause), self.typed(happened_on_day="24"))

        assert answer.status_code == 422
        assert "cannot lie ahead" in answer.content.decode()
        assert REASON in answer.content.decode()

    def test_a_stranger_does_not_learn_of_it_and_others_may_not(self, client, cause):
        client.force_login(UserFactory(role=Role.NIGHT_DESK))
        assert client.get(self.address(cause)).status_code == 403
        assert client.post(self.address(cause), self.typed()).status_code == 403
        client.force_login(UserFactory(team=None))
        assert client.get(self.address(cause)).status_code == 404
