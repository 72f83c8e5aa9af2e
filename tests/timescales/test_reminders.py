"""People are told in time, exactly once, whatever breaks on the way."""

import smtplib
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.utils import timezone

from cpms.accounts.permissions import Role
from cpms.children.models import Allocation, Child
from cpms.records.guards import Refused
from cpms.records.moves import perform
from cpms.timescales import people, tasks
from cpms.timescales.calendar import WorkingDays
from cpms.timescales.deadlines.keeping import recompute
from cpms.timescales.models import Deadline, Dispatch, Heartbeat, Notice, Stage
from cpms.timescales.proclaiming import close, proclaim
from cpms.timescales.reminders import heartbeat, messages, outbox
from cpms.timescales.reminders.carriers import EmailCarrier, message_id
from cpms.timescales.reminders.sweep import sweep
from cpms.timescales.tidying import tidy
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.timescales.test_keeping import happened

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def lead():
    return UserFactory(name="Sam Specimen", email="sam@example.gov.uk")


@pytest.fixture
def child(lead):
    child = ChildFactory(team=lead.team)
    Allocation.objects.create(child=child, worker=lead, from_on=date(2026, 1, 5))
    return child


def minutes_due(child, held="2026-11-17", record=1):
    """Core group minutes: within five working days, warned one before."""
    happened(child, "core_group_meeting.held", held, record)
    recompute([child.pk])
    return Deadline.objects.get(child=child, code="core-group-minutes-circulated", record_id=record)


def told(code="core-group-minutes-circulated"):
    """Who was told what, of one rule."""
    titles = Deadline.objects.filter(code=code).values("pk")
    found = Notice.objects.filter(deadline_id__in=titles).order_by("pk")
    return [(notice.user, notice.stage) for notice in found.select_related("user")]


class TestTheSweep:
    def test_nothing_is_told_before_the_warning(self, child):
        minutes_due(child)

        assert sweep(date(2026, 11, 20)) == 0

    def test_the_owner_is_warned_then_told_on_the_day(self, child, lead):
        minutes_due(child)

        sweep(date(2026, 11, 23))
        assert told() == [(lead, Stage.WARNING)]
        sweep(TUESDAY)
        assert told() == [(lead, Stage.WARNING), (lead, Stage.DUE)]

    def test_overdue_goes_to_the_owner_and_the_team_manager(self, child, lead):
        manager = UserFactory(team=lead.team, role=Role.TEAM_MANAGER)
        minutes_due(child)

        sweep(date(2026, 11, 25))

        assert set(told()) == {(lead, Stage.OVERDUE), (manager, Stage.OVERDUE)}

    def test_five_working_days_late_it_goes_up_the_line(self, child):
        head = UserFactory(role=Role.HEAD_OF_SERVICE)
        minutes_due(child)

        sweep(date(2026, 11, 30))
        assert (head, Stage.ESCALATED) not in told()
        sweep(date(2026, 12, 1))
        assert (head, Stage.ESCALATED) in told()

    def test_the_manager_of_another_team_is_told_nothing(self, child):
        stranger = UserFactory(team=TeamFactory(name="West team"), role=Role.TEAM_MANAGER)
        minutes_due(child)

        sweep(date(2026, 11, 25))

        assert stranger not in [user for user, _ in told()]

    def test_sweeping_twice_tells_once(self, child):
        minutes_due(child)

        assert sweep(TUESDAY) == 1
        assert sweep(TUESDAY) == 0

    def test_what_is_done_is_told_to_nobody(self, child):
        minutes_due(child)
        happened(child, "core_group_meeting.minutes_circulated", "2026-11-19")
        recompute([child.pk])

        sweep(TUESDAY)

        assert told() == []

    def test_when_the_due_day_moves_it_is_told_again(self, child, lead):
        deadline = minutes_due(child)
        sweep(TUESDAY)
        Deadline.objects.filter(pk=deadline.pk).update(due_on=date(2026, 11, 25))

        sweep(date(2026, 11, 25))

        assert told() == [(lead, Stage.DUE), (lead, Stage.DUE)]

    def test_a_clock_without_an_owner_goes_to_the_team_manager(self):
        child = ChildFactory()
        manager = UserFactory(team=child.team, role=Role.TEAM_MANAGER)
        minutes_due(child)

        sweep(TUESDAY)

        assert told() == [(manager, Stage.DUE)]

    def test_and_without_a_manager_to_the_unit(self):
        officer = UserFactory(role=Role.UNIT_OFFICER)
        minutes_due(ChildFactory())

        sweep(TUESDAY)

        assert told() == [(officer, Stage.DUE)]

    def test_a_person_who_left_is_nobody(self, child, lead):
        lead.is_active = False
        lead.save()
        officer = UserFactory(role=Role.UNIT_OFFICER)
        minutes_due(child)

        sweep(TUESDAY)

        assert told() == [(officer, Stage.DUE)]

    def test_the_new_lead_professional_is_told_and_not_the_old(self, child, lead):
        new = UserFactory(team=lead.team)
        former = Allocation.objects.get(child=child)
        former.until_on = date(2026, 11, 22)
        former.save()
        Allocation.objects.create(child=child, worker=new, from_on=date(2026, 11, 23))
        minutes_due(child)

        sweep(TUESDAY)

        assert told() == [(new, Stage.DUE)]

    def test_the_record_that_started_the_clock_may_say_who_answers(self, child, monkeypatch):
        monkeypatch.setattr(people, "_RESOLVERS", people._RESOLVERS.copy())
        chair = UserFactory(role=Role.CONFERENCE_CHAIR)
        people.register(
            "chair",
            lambda on: Child.objects.filter(pk=child.pk).values(
                key=F("pk"), person=F("pk") * 0 + chair.pk
            ),
            record_label="conference",
        )
        happened(child, "conference.minutes_circulated", "2026-11-03", record=child.pk)
        recompute([child.pk])

        sweep(TUESDAY)

        assert told("minutes-amendments-closed") == [(chair, Stage.DUE)]

    def test_the_cost_does_not_grow_with_the_clocks(self, child, django_assert_max_num_queries):
        for record in range(1, 31):
            happened(child, "core_group_meeting.held", "2026-11-17", record)
        recompute([child.pk])

        with django_assert_max_num_queries(60):
            assert sweep(TUESDAY) == 30


class TestWhatCannotWait:
    def test_the_owner_is_told_at_once_that_the_clock_has_begun(self, child, lead):
        perform(child, "decide_reasonable_cause", by=lead, decided_on=TUESDAY, today=TUESDAY)

        notice = Notice.objects.get()
        assert (notice.user, notice.stage, notice.is_immediate) == (lead, Stage.STARTED, True)

    def test_the_move_wakes_the_background(self, child, lead, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as callbacks:
            perform(child, "decide_reasonable_cause", by=lead, decided_on=TUESDAY, today=TUESDAY)

        assert outbox._wake in callbacks

    def test_with_the_broker_down_people_go_on(self, monkeypatch, caplog):
        def down(*_, **__):
            raise ConnectionError("broker away")

        monkeypatch.setattr(tasks.deliver_waiting, "apply_async", down)

        outbox._wake()

        assert "no worker could be woken: broker away" in caplog.text

    def test_the_bell_falls_silent_when_it_is_done(self, child, lead):
        perform(child, "decide_reasonable_cause", by=lead, decided_on=TUESDAY, today=TUESDAY)

        perform(child, "close", by=None, closed_on=TUESDAY)

        assert not Notice.objects.visible_to(lead).waiting().exists()

    def test_it_goes_out_in_a_message_of_its_own(self, child, lead):
        perform(child, "decide_reasonable_cause", by=lead, decided_on=TUESDAY, today=TUESDAY)

        assert messages.send_at_once() == 1
        assert messages.send_at_once() == 0
        assert Dispatch.objects.get().subject == "Has begun: Strategy discussion"


class TestTheDigest:
    def test_one_message_a_day_for_each_person(self, child, lead):
        minutes_due(child, record=1)
        minutes_due(child, record=2)
        sweep(TUESDAY)

        assert messages.send_digests(TUESDAY) == 1
        assert messages.send_digests(TUESDAY) == 0

        message = Dispatch.objects.get()
        assert message.to == "sam@example.gov.uk"
        assert message.subject == "Child protection service: 2 reminders"
        assert message.body.count("Core group minutes to all members, Tue 24 Nov 2026") == 2

    def test_it_names_no_child(self, child):
        minutes_due(child)
        sweep(date(2026, 11, 25))

        messages.send_digests(date(2026, 11, 25))

        message = Dispatch.objects.get()
        for word in (child.given_name, child.family_name, child.case_number):
            assert word not in message.subject + message.body
        assert message.subject == "Child protection service: 1 reminder, 1 overdue"

    def test_two_schedulers_write_one(self, child):
        minutes_due(child)
        sweep(TUESDAY)
        messages.send_digests(TUESDAY)
        Notice.objects.update(dispatch=None)  # the second has read before the first wrote

        messages.send_digests(TUESDAY)

        assert Dispatch.objects.count() == 1

    def test_what_comes_after_the_digest_waits_for_the_next(self, child):
        minutes_due(child, record=1)
        sweep(TUESDAY)
        messages.send_digests(TUESDAY)
        minutes_due(child, record=2)
        sweep(TUESDAY)

        messages.send_digests(TUESDAY)
        assert Dispatch.objects.count() == 1
        messages.send_digests(date(2026, 11, 25))
        assert Dispatch.objects.count() == 2

    def test_one_persons_broken_message_does_not_stop_the_others(self, child, monkeypatch, caplog):
        other = UserFactory(email="kit@example.gov.uk")
        second = ChildFactory()
        Allocation.objects.create(child=second, worker=other, from_on=date(2026, 1, 5))
        minutes_due(child)
        minutes_due(second)
        sweep(TUESDAY)
        write = messages._body

        def broken(user, *rest):
            if user != other:
                raise ValueError("a template that fails")
            return write(user, *rest)

        monkeypatch.setattr(messages, "_body", broken)

        assert messages.send_digests(TUESDAY) == 1
        assert Dispatch.objects.get().to == "kit@example.gov.uk"
        assert "could not be written" in caplog.text


class Sink:
    """A carrier that counts, and can be asked."""

    def __init__(self, fails=(), answers=True):
        self.taken, self.fails, self.answers, self.asked = [], dict(fails), answers, []

    def send(self, message):
        if message.reference in self.fails:
            raise self.fails[message.reference]
        self.taken.append(message.reference)

    def was_accepted(self, reference):
        self.asked.append(reference)
        return reference in self.taken if self.answers else None


def letter(reference, **fields):
    return Dispatch.objects.create(
        reference=reference, to="sam@example.gov.uk", subject="s", body="b", **fields
    )


AGES_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class TestDelivery:
    def test_what_waits_is_sent_once(self):
        letter("a")
        letter("b")
        sink = Sink()

        assert outbox.deliver(sink) == 2
        assert outbox.deliver(sink) == 0

        assert sink.taken == ["a", "b"]
        assert sink.asked == []
        assert set(Dispatch.objects.values_list("state", flat=True)) == {"sent"}

    def test_what_is_not_due_yet_waits(self):
        letter("later", due_at=timezone.now() + timedelta(hours=1))

        assert outbox.deliver(Sink()) == 0

    def test_what_another_worker_holds_is_left_alone(self):
        letter("held", lease_until=timezone.now() + timedelta(minutes=4), attempts=1)

        assert outbox.deliver(Sink()) == 0

    def test_after_a_crash_the_carrier_is_asked_before_a_second_try(self):
        letter("crashed", lease_until=AGES_AGO, attempts=1)
        sink = Sink()
        sink.taken.append("crashed")  # it went out; the worker died before it could say so

        assert outbox.deliver(sink) == 1

        assert sink.taken == ["crashed"]
        assert Dispatch.objects.get().state == Dispatch.State.SENT
        assert not Dispatch.objects.get().is_doubtful

    def test_what_did_not_go_out_before_the_crash_goes_now(self):
        letter("crashed", lease_until=AGES_AGO, attempts=1)
        sink = Sink()

        outbox.deliver(sink)

        assert sink.taken == ["crashed"]
        assert sink.asked == ["crashed"]

    def test_a_carrier_that_cannot_be_asked_repeats_at_most_once_and_lists_it(self):
        letter("crashed", lease_until=AGES_AGO, attempts=1)
        sink = Sink(answers=False)

        outbox.deliver(sink)

        assert sink.taken == ["crashed"]
        assert [message.reference for message in Dispatch.objects.doubtful()] == ["crashed"]

    def test_a_poison_item_stays_behind_and_the_others_go(self):
        letter("poison", due_at=AGES_AGO)
        letter("good")
        sink = Sink(fails={"poison": ValueError("unreadable")})

        assert outbox.deliver(sink) == 1

        poison = Dispatch.objects.get(reference="poison")
        assert poison.state == Dispatch.State.WAITING
        assert poison.last_error == "ValueError: unreadable"
        assert poison.due_at > timezone.now() + timedelta(seconds=50)

    def test_after_six_tries_it_is_parked_and_shown(self):
        letter("poison", attempts=5)

        outbox.deliver(Sink(fails={"poison": ValueError("unreadable")}))

        assert [message.reference for message in Dispatch.objects.parked()] == ["poison"]

    def test_an_address_that_is_refused_is_parked_at_once(self):
        letter("nobody")

        outbox.deliver(Sink(fails={"nobody": smtplib.SMTPRecipientsRefused({})}))

        assert Dispatch.objects.parked().exists()

    def test_a_parked_message_can_be_tried_again_by_a_person(self):
        message = letter("poison", state=Dispatch.State.PARKED, attempts=6)
        sink = Sink()

        outbox.try_again(message)
        outbox.deliver(sink)

        assert sink.taken == ["poison"]
        assert sink.asked == ["poison"]

    def test_a_worker_whose_lease_was_taken_over_does_not_undo_the_others_work(self):
        message = letter("slow")
        (claimed,) = outbox._claim(1)
        Dispatch.objects.filter(pk=message.pk).update(state=Dispatch.State.SENT, lease=None)

        outbox._failed(claimed, TimeoutError())

        assert Dispatch.objects.get().state == Dispatch.State.SENT

    def test_a_slow_batch_sends_nothing_that_was_taken_over_meanwhile(self):
        letter("slow")
        letter("next")
        sink, other = Sink(), Sink()
        send = sink.send

        def slowly(message):
            """While the first is sent, the lease of the second runs out and is taken over."""
            Dispatch.objects.filter(reference="next").update(lease_until=AGES_AGO)
            outbox.deliver(other)
            send(message)

        sink.send = slowly
        outbox.deliver(sink)

        assert sink.taken == ["slow"]
        assert other.taken == ["next"]

    def test_each_try_renews_the_lease(self):
        letter("a")
        (claimed,) = outbox._claim(1)
        Dispatch.objects.update(lease_until=AGES_AGO)

        assert outbox._hold(claimed)

        assert Dispatch.objects.get().lease_until > timezone.now() + timedelta(minutes=4)

    def test_what_was_claimed_and_never_tried_is_no_try(self):
        letter("a")
        outbox._claim(1)  # and the worker dies
        Dispatch.objects.update(lease_until=AGES_AGO)
        sink = Sink(answers=False)

        outbox.deliver(sink)

        assert Dispatch.objects.get().attempts == 1
        assert not Dispatch.objects.get().is_doubtful

    def test_one_transaction_wakes_the_background_once(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as callbacks:
            for number in range(30):
                outbox.put(reference=f"letter-{number}", to="a@b.org", subject="s", body="b")

        assert callbacks == [outbox._wake]

    def test_the_same_reference_is_put_in_once(self):
        for _ in range(2):
            outbox.put(reference="letter-7", to="a@example.org", subject="s", body="b")

        assert Dispatch.objects.count() == 1

    def test_email_carries_the_reference_and_can_be_found_by_it(self):
        message = letter("letter-7")
        carrier = EmailCarrier()

        assert carrier.was_accepted("letter-7") is False
        carrier.send(message)

        assert carrier.was_accepted("letter-7") is True
        assert mail.outbox[0].extra_headers["Message-ID"] == message_id("letter-7")

    def test_the_demonstration_finds_it_in_its_files(self, settings, tmp_path):
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = str(tmp_path)
        carrier = EmailCarrier()
        carrier.send(letter("letter-7"))

        assert carrier.was_accepted("letter-7") is True
        assert carrier.was_accepted("letter-8") is False

    def test_plain_smtp_cannot_say(self, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

        assert EmailCarrier().was_accepted("letter-7") is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_share_the_work_and_double_nothing():
    from concurrent.futures import ThreadPoolExecutor

    for number in range(60):
        letter(f"message-{number}")
    sink = Sink()

    def work(_):
        try:
            return outbox.deliver(sink)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        shares = list(pool.map(work, range(3)))

    assert sum(shares) == 60
    assert sorted(sink.taken) == sorted(f"message-{number}" for number in range(60))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_once():
    from concurrent.futures import ThreadPoolExecutor

    UserFactory(role=Role.UNIT_OFFICER)
    for _ in range(10):
        minutes_due(ChildFactory())

    def work(_):
        try:
            return sweep(TUESDAY, WorkingDays())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        shares = list(pool.map(work, range(2)))

    assert sum(shares) == Notice.objects.count() == 10


class TestABankHolidayProclaimedLate:
    def test_owners_of_moved_clocks_are_told_once(self, child, lead):
        minutes_due(child, held="2027-03-09")

        proclaim(date(2027, 3, 15), "Day of mourning", known_on=date(2027, 3, 10), by=None)
        with pytest.raises(Refused):
            proclaim(date(2027, 3, 15), "Day of mourning", known_on=date(2027, 3, 11), by=None)

        assert told() == [(lead, Stage.MOVED)]
        assert Deadline.objects.get(code="core-group-minutes-circulated").due_on == date(
            2027, 3, 17
        )

    def test_reminders_already_sent_are_sent_again_only_if_the_day_moved(self, child, lead):
        minutes_due(child, held="2027-03-09", record=1)
        minutes_due(child, held="2027-03-05", record=2)
        sweep(date(2027, 3, 12))  # the second is due today, the first is not warned yet
        proclaim(date(2027, 3, 15), "Day of mourning", known_on=date(2027, 3, 12), by=None)

        sweep(date(2027, 3, 12))

        assert told().count((lead, Stage.DUE)) == 1

    def test_a_closure_moves_nothing_where_the_pack_does_not_say_so(self, child):
        minutes_due(child, held="2027-03-09")

        assert close(date(2027, 3, 15), "Stocktaking", known_on=TUESDAY, by=None).moved == []


class TestTheBackground:
    def test_the_minutes_work_leaves_a_heartbeat(self, child, lead):
        perform(child, "decide_reasonable_cause", by=lead, decided_on=TUESDAY, today=TUESDAY)

        tasks.deliver_waiting()

        assert [message.to for message in mail.outbox] == [[lead.email]]
        assert not heartbeat.is_silent(timezone.now())

    def test_three_minutes_of_silence_are_noticed(self):
        assert heartbeat.is_silent(timezone.now())
        heartbeat.beat(heartbeat.DELIVERY, timezone.now() - timedelta(minutes=4))
        assert heartbeat.is_silent(timezone.now())

    def test_the_days_work(self, child, time_machine):
        time_machine.move_to(datetime(2026, 11, 24, 7, 30, tzinfo=UTC), tick=False)
        minutes_due(child)

        tasks.sweep_today()
        tasks.send_digests()

        assert Dispatch.objects.count() == 1
        assert Heartbeat.objects.filter(work=heartbeat.SWEEP).exists()

    def test_no_digest_before_half_past_seven_in_london(self, child, time_machine):
        minutes_due(child)
        time_machine.move_to(datetime(2026, 11, 24, 7, 29, tzinfo=UTC), tick=False)

        tasks.send_digests()

        assert not Dispatch.objects.exists()

    def test_a_morning_without_a_broker_is_made_up_for_and_only_once(self, child, time_machine):
        minutes_due(child)
        time_machine.move_to(datetime(2026, 11, 24, 11, 5, tzinfo=UTC), tick=False)
        tasks.send_digests()
        assert Dispatch.objects.count() == 1

        other = UserFactory()
        Allocation.objects.create(child=ChildFactory(), worker=other, from_on=date(2026, 1, 5))
        minutes_due(other.allocations.get().child, record=2)
        time_machine.move_to(datetime(2026, 11, 24, 11, 10, tzinfo=UTC), tick=False)
        tasks.send_digests()
        assert Dispatch.objects.count() == 1

        time_machine.move_to(datetime(2026, 11, 25, 7, 30, tzinfo=UTC), tick=False)
        tasks.send_digests()
        assert Dispatch.objects.filter(to=other.email).count() == 1

    def test_the_calendar_is_looked_at(self, time_machine, caplog):
        time_machine.move_to(datetime(2050, 1, 2, tzinfo=UTC))

        tasks.look_ahead()

        assert "less than a year ahead" in caplog.text

    def test_old_messages_are_taken_away_and_waiting_ones_never(self):
        letter("old", state=Dispatch.State.SENT, sent_at=AGES_AGO)
        letter("waiting", due_at=AGES_AGO)

        tidy(TUESDAY)

        assert [message.reference for message in Dispatch.objects.all()] == ["waiting"]

    def test_the_timetable_names_tasks_that_exist(self):
        from cpms.celery import app

        app.loader.import_default_modules()
        for job in app.conf.beat_schedule.values():
            assert job["task"] in app.tasks


class TestTheCommand:
    def run(self, *arguments):
        out = StringIO()
        call_command("sweep", *arguments, stdout=out)
        return out.getvalue().strip()

    def test_it_tells_writes_and_sends_as_of_a_day(self, child):
        minutes_due(child)

        assert self.run("--on", "2026-11-24") == (
            "Tue 24 Nov 2026: 1 new notice, 1 message written, 1 sent."
        )
        assert self.run("--on", "2026-11-24") == (
            "Tue 24 Nov 2026: 0 new notices, 0 messages written, 0 sent."
        )

    def test_it_can_leave_delivery_to_the_background(self, child):
        minutes_due(child)

        assert self.run("--on", "2026-11-24", "--no-send").endswith("0 sent.")
        assert Dispatch.objects.get().state == Dispatch.State.WAITING

    def test_a_day_that_is_none_ends_with_two(self):
        with pytest.raises(CommandError, match="is not a day") as refused:
            self.run("--on", "soon")

        assert refused.value.returncode == 2


class TestWhoseItIs:
    def test_the_lead_professional_owns_the_clocks_of_their_children(self, child, lead):
        deadline = minutes_due(child)

        assert deadline in Deadline.objects.filter(people.owned_by(lead, TUESDAY))
        assert not Deadline.objects.filter(people.owned_by(UserFactory(), TUESDAY)).exists()

    def test_every_unit_officer_owns_the_units_clocks(self, child):
        happened(child, "conference.held", "2026-11-17")
        recompute([child.pk])
        officer = UserFactory(role=Role.UNIT_OFFICER)

        owned = Deadline.objects.filter(people.owned_by(officer, TUESDAY))

        assert {deadline.owner for deadline in owned} == {"unit"}

    def test_names_come_in_a_few_queries(self, child, lead, django_assert_num_queries):
        deadlines = [minutes_due(child, record=record) for record in range(1, 5)]

        with django_assert_num_queries(2):
            found = people.responsible(deadlines, TUESDAY)

        assert all(found[deadline.pk] == [lead] for deadline in deadlines)


@pytest.mark.urls("tests.timescales.urls")
class TestTheNoticesPage:
    def test_a_person_sees_what_waits_for_them(self, client, child, lead):
        minutes_due(child)
        sweep(TUESDAY)
        client.force_login(lead)

        page = client.get("/notices/").content.decode()

        assert "Core group minutes to all members" in page
        assert child.name in page

    def test_the_name_is_left_out_where_the_child_is_out_of_sight(self, client, child, lead):
        minutes_due(child)
        sweep(TUESDAY)
        Allocation.objects.get(child=child).delete()
        child.team = TeamFactory(name="West team")
        child.save()
        client.force_login(lead)

        page = client.get("/notices/").content.decode()

        assert "Core group minutes to all members" in page
        assert child.given_name not in page

    def test_what_is_ticked_is_put_away(self, client, child, lead):
        minutes_due(child)
        sweep(TUESDAY)
        client.force_login(lead)

        client.post("/notices/done/", {"notice": [Notice.objects.get().pk, "x"]})

        assert not Notice.objects.visible_to(lead).waiting().exists()
        assert "Nothing waits for you" in client.get("/notices/").content.decode()

    def test_anothers_notice_cannot_be_put_away(self, client, child, lead):
        minutes_due(child)
        sweep(TUESDAY)
        client.force_login(UserFactory())

        client.post("/notices/done/", {"notice": Notice.objects.get().pk})

        assert Notice.objects.visible_to(lead).waiting().exists()
