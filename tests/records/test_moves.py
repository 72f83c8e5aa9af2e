"""A move is made once, by one who may, when nothing stands in its way; or nothing happens."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from cpms.accounts.permissions import Role
from cpms.children.models import Child
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.records.signals import moved
from tests.factories import ChildFactory, UserFactory

pytestmark = pytest.mark.django_db

CAUSE = {"decided_on": date(2026, 11, 20), "today": date(2026, 11, 23)}


def test_a_move_enters_the_chronology_with_the_day_it_happened_and_who_entered_it():
    child, worker = ChildFactory(), UserFactory()

    perform(child, "decide_reasonable_cause", by=worker, **CAUSE)

    event = Event.objects.get(name="child.reasonable_cause_decided")
    assert (event.child, event.happened_on, event.entered_by) == (child, date(2026, 11, 20), worker)
    assert (event.record_label, event.record_id) == ("child", child.pk)


def test_a_refused_move_says_why_and_leaves_nothing_behind():
    child = ChildFactory()
    before = Event.objects.count()

    with pytest.raises(Refused, match="cannot lie in the future"):
        perform(
            child,
            "decide_reasonable_cause",
            by=UserFactory(),
            decided_on=date(2026, 11, 24),
            today=date(2026, 11, 23),
        )

    assert Event.objects.count() == before


def test_a_person_without_the_permission_is_forbidden_the_move():
    with pytest.raises(PermissionDenied):
        perform(
            ChildFactory(),
            "decide_reasonable_cause",
            by=UserFactory(role=Role.INFORMATION_GOVERNANCE),
            **CAUSE,
        )


def test_a_move_made_before_is_told_with_who_made_it():
    child, manager = ChildFactory(), UserFactory(name="Nour Pilot", role=Role.TEAM_MANAGER)
    perform(child, "close", by=manager, closed_on=date(2026, 11, 20))

    with pytest.raises(AlreadyMoved, match=r"Case closed: entered by Nour Pilot on"):
        perform(child, "close", by=manager, closed_on=date(2026, 11, 20))

    assert Event.objects.filter(name="child.closed").count() == 1


def test_what_a_listener_refuses_undoes_the_move():
    def refuse(**kwargs):
        raise Refused("A later stage says no.")

    child = ChildFactory()
    moved.connect(refuse)
    try:
        with pytest.raises(Refused, match="A later stage"):
            perform(child, "close", by=None, closed_on=date(2026, 11, 20))
    finally:
        moved.disconnect(refuse)

    assert Child.objects.get().state == Child.State.OPEN
    assert not Event.objects.filter(name="child.closed").exists()


def test_the_history_of_a_moved_record_names_the_person():
    child, manager = ChildFactory(), UserFactory(role=Role.TEAM_MANAGER)

    perform(child, "close", by=manager, closed_on=date(2026, 11, 20))

    latest = child.history.first()
    assert (latest.history_user, latest.state) == (manager, Child.State.CLOSED)


def test_a_line_of_the_chronology_can_neither_be_changed_nor_removed():
    ChildFactory()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Event.objects.update(name="child.closed")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Event.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_makes_the_move_and_the_other_is_told():
    child = ChildFactory()
    manager = UserFactory(role=Role.TEAM_MANAGER)
    start, outcomes = Barrier(2), []

    def close():
        start.wait()
        try:
            perform(child, "close", by=manager, closed_on=date(2026, 11, 20))
            outcomes.append("done")
        except AlreadyMoved:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [Thread(target=close) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "told"]
    assert Event.objects.filter(name="child.closed").count() == 1
