"""The dashboard: what is late, at risk and coming, how rules are kept, who carries it (MG-01)."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from cpms.accounts import permissions
from cpms.accounts.models import Look
from cpms.accounts.permissions import Permission, Role
from cpms.casework.figures import rules
from cpms.children.services import allocate
from cpms.records.moves import perform
from cpms.timescales.models import BreachReason, Deadline, Heartbeat
from cpms.timescales.packs import all_packs
from tests.casework.clocks import with_a_late_clock, with_minutes
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.factories.meetings import convened
from tests.factories.plans import plan_detailed

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _wednesday():
    """Wednesday 25 November 2026, nine o'clock: every test is of that morning."""
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def manager(client):
    manager = UserFactory(role=Role.TEAM_MANAGER)
    client.force_login(manager)
    return manager


@pytest.fixture
def head(client):
    head = UserFactory(role=Role.HEAD_OF_SERVICE)
    client.force_login(head)
    return head


def dashboard(client, query=""):
    return client.get(f"{reverse('dashboard')}{query}")


def text(response):
    """The page as it is read, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def section(response, code):
    """One section of the page, as it is read."""
    page = response.content.decode()
    found = re.search(rf'<section class="sec" id="{code}".*?</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


def links(response):
    return re.findall(r'href="([^"]+)"', response.content.decode().replace("&amp;", "&"))


class TestWhoSeesIt:
    def test_it_is_for_managers(self, client):
        client.force_login(UserFactory())

        assert dashboard(client).status_code == 403

    def test_a_manager_sees_what_is_late_in_the_own_team_only(self, client, manager):
        with_a_late_clock()
        with_a_late_clock(team=TeamFactory(name="West team"))

        page = section(dashboard(client), "kinds")

        assert "East team" in page
        assert "West team" not in page

    def test_the_head_of_service_sees_every_team(self, client, head):
        with_a_late_clock()
        with_a_late_clock(team=TeamFactory(name="West team"))

        assert "East team West team" in section(dashboard(client), "kinds")

    def test_whose_names_it_shows_is_written_down(self, client, manager):
        child = with_a_late_clock()

        dashboard(client)

        assert list(Look.objects.values_list("child_id", "page")) == [(child.pk, "Dashboard")]


class TestWhatIsLate:
    def test_it_falls_silent_when_the_late_thing_is_done(self, client, manager):
        child = with_a_late_clock()
        assert "Nothing is late or at risk." not in section(dashboard(client), "kinds")

        perform(child, "close", by=None, closed_on=date(2026, 11, 23))

        assert "Nothing is late or at risk." in section(dashboard(client), "kinds")

    def test_it_says_whose_why_and_who_to_call(self, client, manager):
        worker = UserFactory(name="Sam Specimen", telephone="01632 960 214")
        with_a_late_clock(worker)

        late = section(dashboard(client), "late")

        assert "2 working days late" in late
        assert "Sam Specimen, 01632 960 214" in late
        assert "No reason given yet." in late

    def test_the_reason_given_stands_beside_it_until_the_manager_confirms(self, client, manager):
        child = with_a_late_clock()
        reason = BreachReason.objects.create(
            deadline=Deadline.objects.get(),
            child=child,
            reason="The police could not come",
            given_by=manager,
            given_on=date(2026, 11, 24),
        )
        said = "The police could not come. To be confirmed by the manager."
        assert said in section(dashboard(client), "late")

        reason.confirmed_by, reason.confirmed_on = manager, date(2026, 11, 25)
        reason.save()

        late = section(dashboard(client), "late")
        assert "The police could not come." in late
        assert "To be confirmed" not in late

    def test_it_is_counted_by_team_worker_and_rule(self, client, head):
        worker = UserFactory(name="Sam Specimen")
        with_a_late_clock(worker)
        with_a_late_clock(worker)
        with_a_late_clock()

        page = dashboard(client)

        assert "Strategy discussion 3 overdue" in section(page, "kinds")
        assert "Sam Specimen 2 overdue" in section(page, "workers")
        assert "Not allocated yet 1 overdue" in section(page, "workers")

    def test_a_former_worker_carries_nothing(self, client, head):
        former, now = UserFactory(name="Former"), UserFactory(name="Now")
        child = with_a_late_clock(former)
        allocate(child, now, on=date(2026, 11, 25), by=None)

        page = section(dashboard(client), "workers")

        assert "Now 1 overdue" in page
        assert "Former" not in page

    def test_every_rule_of_every_pack_is_of_one_kind(self):
        codes = {
            rule.code
            for pack in all_packs().values()
            for edition in pack.editions
            for rule in edition.timescales
        }

        matched = {code: [k for k, s in rules.KINDS if code.startswith(s)] for code in codes}
        assert {code: found for code, found in matched.items() if len(found) != 1} == {}


class TestEveryNumberOpensItsList:
    def test_and_the_list_holds_as_many_rows_as_the_number_says(self, client, head):
        worker = UserFactory(name="Sam Specimen")
        with_a_late_clock(worker)
        with_a_late_clock(team=TeamFactory(name="West team"))
        with_minutes("2026-11-18")  # due today
        with_minutes("2026-11-02", "2026-11-17")  # met late
        with_minutes("2026-11-02", "2026-11-04")
        plan_detailed(ChildFactory())
        page = dashboard(client).content.decode().replace("&amp;", "&")

        numbers = re.findall(
            r'<a href="(/(?:deadlines|dashboard)/[^"]*)"[^>]*>(?:<b>)?(?:<svg.*?</svg>)?\s*(\d+)',
            page,
            re.DOTALL,
        )

        assert len(numbers) > 12
        for address, number in numbers:
            found = text(client.get(address))
            unit = "(?:deadline|plan|conference)s?"
            assert re.search(rf"\b{number} {unit}, ", found), (address, number, found[200:500])

    def test_the_filters_of_the_page_go_with_it(self, client, head):
        with_a_late_clock()
        west = TeamFactory(name="West team")
        with_a_late_clock(team=west)

        page = dashboard(client, f"?team={west.pk}")

        assert "East team" not in section(page, "kinds")
        assert f"/deadlines/?team={west.pk}&standing=overdue" in links(page)

    @pytest.mark.parametrize(
        "query",
        [
            "?team=x&worker=x&chair=x&code=x&pack=x",
            "?team=999999999999999",
            "?worker=%00",
            "?team=0",
        ],
    )
    def test_a_bent_address_still_gives_a_page(self, client, head, query):
        with_a_late_clock()

        assert dashboard(client, query).status_code == 200

    def test_it_is_narrowed_to_one_worker_and_one_rule(self, client, head):
        worker = UserFactory()
        with_a_late_clock(worker)
        with_a_late_clock()
        with_minutes("2026-11-02")

        of_worker = dashboard(client, f"?worker={worker.pk}")
        of_rule = dashboard(client, "?code=core-group-minutes-circulated")

        assert "all 1" in section(of_worker, "late")
        assert "Strategy" not in section(of_rule, "kinds")


class TestHowRulesAreKept:
    def test_the_share_met_on_time_is_of_what_fell_due_and_stands_in_a_table(self, client, head):
        with_minutes("2026-11-02", "2026-11-04")
        with_minutes("2026-11-02", "2026-11-05")
        with_minutes("2026-11-02", "2026-11-17")
        with_minutes("2026-11-09")  # due on the 16th and still not sent

        trend = section(dashboard(client), "trend")

        assert "Core group minutes to all members 50% 50%" in trend
        assert "<svg" in dashboard(client).content.decode()
        assert "The same as a table" in trend

    def test_what_slips_is_said_first(self, client, head):
        for held in ("2026-06-10", "2026-07-08", "2026-08-05"):
            with_minutes(held, held)
        for held in ("2026-09-01", "2026-09-29", "2026-11-02"):
            with_minutes(held, "2026-11-24")

        assert "Slipped: Core group minutes to all members" in section(dashboard(client), "trend")

    def test_a_manager_is_shown_the_rates_of_the_own_team(self, client, manager):
        with_minutes("2026-11-02", "2026-11-04")
        with_minutes("2026-11-02", "2026-11-17", team=TeamFactory(name="West team"))

        assert "100%" in section(dashboard(client), "trend")

    def test_a_workers_rates_are_of_their_children(self, client, head):
        worker = UserFactory()
        child = with_minutes("2026-11-02", "2026-11-17")
        allocate(child, worker, on=date(2026, 11, 2), by=None)
        with_minutes("2026-11-02", "2026-11-04")

        trend = section(dashboard(client, f"?worker={worker.pk}"), "trend")

        assert " 0% 0%" in trend

    def test_what_the_reader_may_not_see_is_in_no_rate(self, client, head, monkeypatch):
        from cpms.children.models.child import ChildQuerySet

        hidden = with_minutes("2026-11-02", "2026-11-17")
        with_minutes("2026-11-02", "2026-11-04")
        visible = ChildQuerySet.visible_to
        monkeypatch.setattr(
            ChildQuerySet,
            "visible_to",
            lambda self, user, on=None: visible(self, user, on).exclude(pk=hidden.pk),
        )

        assert "100% 100%" in section(dashboard(client), "trend")

    def test_broken_timescales_are_told_by_their_reasons(self, client, head):
        child = with_a_late_clock()
        with_minutes("2026-11-02", "2026-11-17")
        BreachReason.objects.create(
            deadline=Deadline.objects.get(child=child),
            child=child,
            reason="Nobody came",
            given_by=head,
            given_on=date(2026, 11, 24),
        )

        said = section(dashboard(client), "breaches")

        assert "No reason given yet 1" in said
        assert "Reason given, to be confirmed by the manager 1" in said
        assert "Reason confirmed 0" in said


class TestTheDaysAhead:
    def test_they_are_fifteen_working_days_from_today(self, client, head):
        ahead = section(dashboard(client), "ahead")

        assert "Wed 25 Nov Thu 26" in ahead
        assert "Tue 15" in ahead
        assert "Wed 16" not in ahead

    def test_what_falls_due_on_a_saturday_stands_on_the_friday(self, client, head):
        child = ChildFactory()
        Deadline.objects.bulk_create([clock(child, due_on=date(2026, 11, 28))])

        assert "1 conferences, Fri 27 Nov" in section(dashboard(client), "ahead")


def clock(child, **about):
    """A running clock as the table holds it."""
    event = child.events.first()
    return Deadline(
        **{
            "id": Deadline.identity(child.pk, "first-review-held", event.pk),
            "child": child,
            "code": "first-review-held",
            "title": "First review conference",
            "pack": "bolton",
            "version": "2019.1",
            "owner": "unit",
            "started_by": event,
            "record_label": "child",
            "record_id": child.pk,
            "counted_from": date(2026, 9, 1),
            **about,
        }
    )


class TestPlansAndChairs:
    def test_plans_are_counted_by_category_age_length_and_repeat(self, client, head):
        plan = plan_detailed(ChildFactory(date_of_birth=date(2019, 5, 3)))
        old = plan_detailed(ChildFactory(date_of_birth=date(2010, 11, 25)))  # sixteen today
        old.started_on = date(2024, 11, 24)
        old.save()

        said = section(dashboard(client), "plans")

        assert f"{plan.get_category_display()} 2" in said
        assert "5 to 9 1" in said
        assert "10 to 15 0" in said
        assert "16 and over 1" in said
        assert "Over 15 months 1 Over 15 months Over 2 years 1 Over 2 years Repeat plan 0" in said

    def test_a_plan_of_two_years_to_the_day_is_not_over_two_years(self, client, head):
        plan = plan_detailed(ChildFactory())
        plan.started_on = date(2024, 11, 25)
        plan.save()

        assert "Over 15 months 1 Over 15 months Over 2 years 0" in section(
            dashboard(client), "plans"
        )

    def test_a_chairs_load_is_what_is_booked_in_the_days_ahead(self, client, head):
        chair = UserFactory(name="Morgan Trial", role=Role.CONFERENCE_CHAIR)
        convened(chair=chair, scheduled_at=datetime(2026, 12, 8, 10, 0, tzinfo=UTC))

        page = dashboard(client)

        assert "Morgan Trial 1 conferences, Morgan Trial" in section(page, "chairs")
        assert f"/dashboard/conferences/?chair={chair.pk}" in links(page)

    def test_the_lists_hold_what_the_numbers_say_and_can_be_saved(self, client, head):
        plan = plan_detailed(ChildFactory())

        shown = client.get(f"{reverse('plans-in-force')}?category={plan.category}")
        other = client.get(f"{reverse('plans-in-force')}?category=nonsense&age=16")
        file = client.get(f"{reverse('plans-in-force')}?as=csv").content.decode()

        assert plan.child.name in text(shown)
        assert "0 plans" in text(other)
        assert plan.child.case_number in file

    def test_the_conferences_without_a_chair_are_a_list(self, client, head):
        page = client.get(f"{reverse('conferences-ahead')}?chair=none")

        assert "0 conferences" in text(page)


class TestTheBackground:
    def test_silence_of_three_minutes_is_said(self, client, manager):
        Heartbeat.objects.create(work="delivery", at=datetime(2026, 11, 25, 8, 56, 59, tzinfo=UTC))

        page = text(dashboard(client))

        assert "The background is silent: it last worked Wed 25 Nov 2026, 08:56." in page

    def test_work_done_a_minute_ago_is_not_worth_a_word(self, client, manager):
        Heartbeat.objects.create(work="delivery", at=datetime(2026, 11, 25, 8, 59, tzinfo=UTC))

        assert "silent" not in text(dashboard(client))


class TestSmallNumbers:
    """A30: who sees figures but opens no case reads no count of one to four."""

    @pytest.fixture
    def reader(self, client, monkeypatch):
        granted = {Permission.SEE_DASHBOARD, Permission.SEE_EVERY_CHILD}
        monkeypatch.setitem(permissions.GRANTS, Role.INFORMATION_GOVERNANCE, granted)
        reader = UserFactory(role=Role.INFORMATION_GOVERNANCE, team=None)
        client.force_login(reader)
        return reader

    def test_four_are_fewer_than_five_and_seven_are_given_to_the_nearest_five(self, client, reader):
        for _ in range(4):
            with_a_late_clock()
        for _ in range(7):
            with_minutes("2026-11-02", team=TeamFactory(name="West team"))

        kinds = section(dashboard(client), "kinds")

        assert "Strategy discussion fewer than 5 overdue" in kinds
        assert "Core group minutes to all members 0 5 overdue" in kinds

    def test_no_filter_tells_by_subtraction(self, client, reader):
        for _ in range(6):
            with_a_late_clock()
        east = ChildFactory().team
        with_a_late_clock(team=TeamFactory(name="West team"))

        whole = dashboard(client)
        part = dashboard(client, f"?team={east.pk}")

        assert "All 5 overdue" in section(whole, "kinds")
        assert "All 5 overdue" in section(part, "kinds")

    def test_no_child_is_named_and_no_list_is_opened(self, client, reader):
        child = with_a_late_clock(family_name="Catherwood")

        page = dashboard(client)

        assert child.family_name not in text(page)
        assert not [one for one in links(page) if "/deadlines" in one or "?" in one]
        for address in ("deadlines", "plans-in-force", "conferences-ahead"):
            assert client.get(reverse(address)).status_code == 403
        assert not Look.objects.exists()

    def test_a_rate_of_few_is_not_told(self, client, reader):
        with_minutes("2026-11-02", "2026-11-17")

        assert "%" not in section(dashboard(client), "trend")


def test_it_asks_as_often_for_many_rows_as_for_few(client, head, constant_queries):
    def add(count):
        for _ in range(count):
            worker = UserFactory()
            with_a_late_clock(worker)
            allocate(
                with_minutes("2026-11-02", "2026-11-17"), worker, on=date(2026, 11, 2), by=None
            )

    constant_queries(reverse("dashboard"), add)


def test_it_asks_as_often_for_many_plans_and_conferences(client, head, constant_queries):
    def add(count):
        for _ in range(count // 2 or 1):
            plan_detailed(ChildFactory())

    constant_queries(reverse("dashboard"), add)


def test_all_running_clocks_are_counted_in_one_statement(client, head, django_assert_num_queries):
    from cpms.casework.figures.open_clocks import read

    with_a_late_clock()
    with_minutes("2026-11-18")

    with django_assert_num_queries(1):
        found = read(Deadline.objects.all(), date(2026, 11, 25), NINE, date(2026, 12, 15))

    assert (found.running, found.standing("overdue"), found.on_track) == (3, 1, 1)
