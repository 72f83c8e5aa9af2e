"""The calendar changes late: tried first, then running clocks move and their owners are told."""

import re
from datetime import date
from html import unescape

import numpy
import pytest

from cpms.accounts.permissions import Role
from cpms.children.models import Allocation
from cpms.records.guards import Refused
from cpms.timescales.calendar import CalendarEnds
from cpms.timescales.calendar.working_days import bank_holidays
from cpms.timescales.deadlines.keeping import recompute
from cpms.timescales.models import BankHoliday, ClosureDay, Deadline, DeadlineMoved, Notice, Stage
from cpms.timescales.policy import calendar_of, working_days
from cpms.timescales.proclaiming import Change, Kind, close, make, proclaim, would_move
from tests.factories import ChildFactory, UserFactory
from tests.timescales.test_keeping import happened

pytestmark = pytest.mark.django_db

MOURNING = date(2027, 3, 15)  # a Monday
TOLD = date(2027, 3, 6)  # nine days before


def minutes_due(child, held="2027-03-09", record=1):
    """Core group minutes: within five working days."""
    happened(child, "core_group_meeting.held", held, record)
    recompute([child.pk])
    return Deadline.objects.get(child=child, code="core-group-minutes-circulated", record_id=record)


def due(deadline):
    return Deadline.objects.get(pk=deadline.pk).due_on


def mourn(**differs):
    return proclaim(MOURNING, "Day of mourning", **{"known_on": TOLD, "by": None, **differs})


class TestNineDaysNotice:
    def test_an_open_clock_moves_and_keeps_its_old_day_and_the_reason(self):
        deadline = minutes_due(ChildFactory())

        mourn()

        assert due(deadline) == date(2027, 3, 17)
        move = DeadlineMoved.objects.get()
        assert (move.was_due_on, move.due_on) == (date(2027, 3, 16), date(2027, 3, 17))
        assert move.because == ("Mon 15 Mar 2027 was proclaimed a bank holiday (Day of mourning).")

    def test_what_was_done_before_stays_as_it_was_counted(self):
        child = ChildFactory()
        deadline = minutes_due(child, held="2027-03-04")  # due 11 March, done 5 March
        happened(child, "core_group_meeting.minutes_circulated", "2027-03-05")
        other = minutes_due(child, held="2027-03-12", record=2)
        recompute([child.pk])

        mourn(known_on=date(2027, 3, 6))

        assert due(deadline) == date(2027, 3, 11)
        assert due(other) == date(2027, 3, 22)

    def test_withdrawn_again_the_clock_moves_back(self):
        deadline = minutes_due(ChildFactory())
        mourn()

        mourn(known_on=date(2027, 3, 10), is_withdrawn=True)

        assert due(deadline) == date(2027, 3, 16)
        assert [move.because.split()[5] for move in DeadlineMoved.objects.all()] == [
            "proclaimed",
            "withdrawn",
        ]

    def test_what_was_done_between_the_two_words_stays_as_it_was_counted_then(self):
        child = ChildFactory()
        deadline = minutes_due(child)
        mourn()
        happened(child, "core_group_meeting.minutes_circulated", "2027-03-09")
        recompute([child.pk])

        mourn(known_on=date(2027, 3, 10), is_withdrawn=True)

        assert due(deadline) == date(2027, 3, 17)

    def test_the_calendar_is_known_as_it_was_on_each_day(self):
        mourn()
        mourn(known_on=date(2027, 3, 10), is_withdrawn=True)

        days = working_days()

        assert days.known_on(date(2027, 3, 5)).is_working_day(MOURNING)
        assert not days.known_on(date(2027, 3, 9)).is_working_day(MOURNING)
        assert days.known_on(date(2027, 3, 10)).is_working_day(MOURNING)

    def test_the_owner_is_told_once_in_the_days_digest(self):
        lead = UserFactory()
        child = ChildFactory(team=lead.team)
        Allocation.objects.create(child=child, worker=lead, from_on=date(2026, 1, 5))
        minutes_due(child)

        mourn()
        with pytest.raises(Refused, match="is a bank holiday already"):
            mourn()

        (notice,) = Notice.objects.filter(stage=Stage.MOVED, title__contains="minutes")
        assert (notice.user, notice.is_immediate) == (lead, False)


def test_of_five_hundred_clocks_each_moves_as_another_calculator_says():
    """F9: open clocks move as counted independently, done ones stay, each owner told once."""
    children = [ChildFactory() for _ in range(5)]
    owners = [UserFactory(team=child.team) for child in children]
    for child, owner in zip(children, owners, strict=True):
        Allocation.objects.create(child=child, worker=owner, from_on=date(2026, 1, 5))
    days = [date(2027, 3, 1 + number % 25) for number in range(100)]
    for child in children:
        for record, day in enumerate(days, start=1):
            happened(child, "core_group_meeting.held", day.isoformat(), record)
            if record % 10 == 0:
                happened(child, "core_group_meeting.minutes_circulated", day.isoformat(), record)
    recompute([child.pk for child in children])
    minutes = Deadline.objects.filter(code="core-group-minutes-circulated")
    before = dict(minutes.values_list("pk", "due_on"))
    assert len(before) == 500

    changes = mourn(known_on=date(2027, 2, 28))

    published = {*bank_holidays()}
    wrong = []
    for row in minutes:
        known = published | {MOURNING}
        off = numpy.array(sorted(known), dtype="datetime64[D]")
        wanted = numpy.busday_offset(row.counted_from, 5, roll="backward", holidays=off)
        if row.due_on != wanted.astype(date):
            wrong.append((row, row.due_on))
    assert wrong == []
    moved = {new.pk for _, new in changes.moved if new.pk in before}
    assert moved == {row.pk for row in minutes if row.is_open and row.due_on != before[row.pk]}
    told = Notice.objects.filter(stage=Stage.MOVED, deadline_id__in=before)
    assert sorted(told.values_list("deadline_id", flat=True)) == sorted(moved)


class TestTryingFirst:
    def test_it_says_what_would_move_and_writes_nothing(self):
        deadline = minutes_due(ChildFactory())
        change = Change(Kind.PROCLAIMED, MOURNING, "Day of mourning", TOLD)

        tried = would_move(change)

        moved = [(old.due_on, new.due_on) for old, new in tried.moved if old.pk == deadline.pk]
        assert moved == [(date(2027, 3, 16), date(2027, 3, 17))]
        assert due(deadline) == date(2027, 3, 16)
        assert not BankHoliday.objects.exists()
        assert not DeadlineMoved.objects.exists()

    def test_making_it_moves_exactly_what_was_shown(self):
        for held in ("2027-03-04", "2027-03-09", "2027-03-12", "2027-03-18"):
            minutes_due(ChildFactory(), held)
        change = Change(Kind.PROCLAIMED, MOURNING, "Day of mourning", TOLD)

        tried, made = would_move(change), make(change, by=None)

        assert [new.due_on for _, new in tried.moved] == [new.due_on for _, new in made.moved]


class TestClosures:
    def test_a_closure_moves_nothing_under_the_packs_that_ship(self):
        deadline = minutes_due(ChildFactory())

        changes = close(MOURNING, "Offices closed", known_on=TOLD, by=None)

        assert changes.moved == []
        assert due(deadline) == date(2027, 3, 16)

    def test_where_the_pack_says_so_it_stops_open_clocks_and_no_done_one(self, closures_stop):
        child = ChildFactory()
        done = minutes_due(child, held="2027-03-09", record=1)
        happened(child, "core_group_meeting.minutes_circulated", "2027-03-10", 1)
        deadline = minutes_due(child, held="2027-03-09", record=2)

        close(MOURNING, "Offices closed", known_on=date(2027, 3, 11), by=None)

        assert due(deadline) == date(2027, 3, 17)
        assert due(done) == date(2027, 3, 16)

    def test_taken_back_the_clock_moves_back(self, closures_stop):
        deadline = minutes_due(ChildFactory())
        close(MOURNING, "Offices closed", known_on=TOLD, by=None)

        make(Change(Kind.OPENED, MOURNING, "", TOLD), by=UserFactory())

        assert due(deadline) == date(2027, 3, 16)
        assert not ClosureDay.objects.exists()
        assert ClosureDay.history.count() == 2

    @pytest.fixture
    def closures_stop(self, monkeypatch):
        from cpms.timescales import policy

        stopping = calendar_of

        def stops(pack, told=None, closed=None):
            days = stopping(pack, told, closed)
            object.__setattr__(days, "closures_stop_clocks", True)
            days.__post_init__()
            return days

        for place in ("policy", "proclaiming", "deadlines.keeping"):
            monkeypatch.setattr(f"cpms.timescales.{place}.calendar_of", stops)
        policy.calendar_for.cache_clear()
        yield
        policy.calendar_for.cache_clear()


@pytest.mark.parametrize(
    ("kind", "day", "refusal"),
    [
        (Kind.PROCLAIMED, date(2027, 3, 26), "is a bank holiday already"),
        (Kind.WITHDRAWN, MOURNING, "is no bank holiday"),
        (Kind.PROCLAIMED, date(2027, 3, 5), "after its own day"),
        (Kind.CLOSED, date(2027, 3, 13), "nobody has to close"),
        (Kind.OPENED, MOURNING, "Only a closure that still lies ahead"),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_written(kind, day, refusal):
    with pytest.raises(Refused, match=refusal):
        make(Change(kind, day, "A day", TOLD), by=None)

    assert not BankHoliday.objects.exists()
    assert not ClosureDay.objects.exists()


def test_a_day_beyond_the_calendar_is_refused():
    with pytest.raises(CalendarEnds):
        would_move(Change(Kind.PROCLAIMED, date(2051, 3, 15), "A day", TOLD))


@pytest.mark.urls("tests.timescales.urls")
class TestThePages:
    ASKED = {
        "kind": "proclaimed",
        "day_day": "15",
        "day_month": "3",
        "day_year": "2027",
        "name": "Day of mourning",
        "known_on_day": "6",
        "known_on_month": "3",
        "known_on_year": "2027",
    }

    @pytest.fixture
    def page(self, client, time_machine):
        time_machine.move_to("2027-03-06T10:00:00+00:00", tick=False)
        client.force_login(UserFactory(role=Role.ADMINISTRATOR))
        return client

    def test_the_first_sending_shows_what_would_move(self, page):
        minutes_due(ChildFactory())

        shown = page.post("/timescales/calendar/change/", self.ASKED)

        text = shown.content.decode()
        assert shown.status_code == 200
        assert "1 clock would move; nothing is changed yet" in text
        assert "Tue 16 Mar" in text
        assert "Change the calendar" in text
        assert not BankHoliday.objects.exists()

    def confirmed(self, page, **differs):
        shown = page.post("/timescales/calendar/change/", self.ASKED)
        tried = re.search(r'name="tried" value="([^"]+)"', shown.content.decode())[1]
        return {**self.ASKED, "tried": unescape(tried), **differs}

    def test_the_same_sent_again_does_it(self, page):
        deadline = minutes_due(ChildFactory())

        page.post("/timescales/calendar/change/", self.confirmed(page))

        assert due(deadline) == date(2027, 3, 17)
        assert "Day of mourning" in page.get("/timescales/calendar/").content.decode()

    def test_something_else_sent_again_is_shown_first(self, page):
        page.post("/timescales/calendar/change/", self.confirmed(page, day_day="16"))

        assert not BankHoliday.objects.exists()

    def test_twice_sent_it_is_done_once(self, page):
        deadline = minutes_due(ChildFactory())
        asked = self.confirmed(page)

        page.post("/timescales/calendar/change/", asked)
        again = page.post("/timescales/calendar/change/", asked)

        assert again.status_code == 422
        assert "is a bank holiday already" in again.content.decode()
        assert DeadlineMoved.objects.filter(deadline_id=deadline.pk).count() == 1

    @pytest.mark.parametrize(
        ("differs", "message"),
        [
            ({"name": ""}, "Enter what the day is called"),
            ({"known_on_day": "7"}, "must not lie ahead"),
            ({"day_day": "30", "day_month": "2"}, "must be a real date"),
            ({"day_year": "2051"}, "calendar ends on"),
            ({"day_day": "26"}, "is a bank holiday already"),
        ],
    )
    def test_a_wrong_entry_is_told_and_kept(self, page, differs, message):
        shown = page.post("/timescales/calendar/change/", {**self.ASKED, **differs})

        assert shown.status_code == 422
        assert message in shown.content.decode()

    @pytest.mark.parametrize("role", [Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.PARTNER])
    def test_it_is_the_administrators(self, client, role):
        client.force_login(UserFactory(role=role))

        assert client.get("/timescales/calendar/").status_code == 403
        assert client.post("/timescales/calendar/change/", self.ASKED).status_code == 403
