"""The list of children: found by what is at hand, only those one may see."""

import re
from datetime import date

import pytest

from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.children.models import Alias, Child
from cpms.children.narrowing import day_in, matching
from cpms.children.services import allocate
from cpms.records.moves import perform
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.factories.trust import restricted

pytestmark = pytest.mark.django_db


def without_tokens(response):
    """Return the page without what differs from one sending of it to the next."""
    return re.sub(r'value="\w{64}"', "", response.content.decode())


@pytest.fixture
def worker(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    "text",
    ["robin", "ROB demo", "demo robin", "Bertie", "26-0417", "3/5/2019", "2019-05-03",
     "robin 3.5.2019"],
)  # fmt: skip
def test_a_child_is_found_by_name_other_name_case_number_or_day(text):
    robin = ChildFactory(given_name="Robin", case_number="26-0417")
    Alias.objects.create(child=robin, name="Bertie Blue")
    ChildFactory(given_name="Wren", family_name="Other", date_of_birth=date(2015, 1, 1))

    assert list(matching(Child.objects.all(), text)) == [robin]


def test_an_unborn_child_is_found_by_the_estimated_delivery_date():
    baby = ChildFactory(given_name="", date_of_birth=None, expected_on=date(2027, 3, 1))

    assert list(matching(Child.objects.all(), "1/3/2027")) == [baby]


@pytest.mark.parametrize("text", ["31/2/2019", "Robin", "", "99-99-9999"])
def test_what_is_no_day_is_looked_for_as_words(text):
    assert day_in(text) == (None, text)


def test_the_list_holds_only_children_whom_the_person_may_see(client, worker):
    ChildFactory(given_name="Robin")
    ChildFactory(given_name="Hidden", team=TeamFactory(name="West team"))

    page = client.get("/children/").content.decode()

    assert "Robin Demo" in page
    assert "Hidden" not in page
    assert "1 child" in page


def test_a_search_without_result_does_not_say_whether_a_restricted_child_exists(client, worker):
    restricted(ChildFactory(given_name="Hidden"))

    hidden = without_tokens(client.get("/children/?q=Hidden"))
    nobody = without_tokens(client.get("/children/?q=Nobody"))

    assert hidden.replace("Hidden", "Nobody") == nobody


def test_who_is_not_found_word_for_word_is_offered_by_sound_and_written_down(client, worker):
    child = ChildFactory(given_name="Stephen", family_name="Catherwood")
    hidden = ChildFactory(given_name="Steven", family_name="Katherwood")
    restricted(hidden)

    page = client.get("/children/?q=Steven+Catherwoode").content.decode()

    assert "Stephen Catherwood" in page
    assert hidden.case_number not in page
    assert Look.objects.get().child_id == child.pk


def test_the_list_is_narrowed_by_team_and_by_lead(client):
    officer = UserFactory(role=Role.UNIT_OFFICER)
    client.force_login(officer)
    west, lead = TeamFactory(name="West team"), UserFactory()
    robin = ChildFactory(given_name="Robin")
    ChildFactory(given_name="Wren", team=west)
    allocate(robin, lead, on=date(2026, 1, 5), by=None)

    by_team = client.get(f"/children/?team={west.pk}").content.decode()
    by_lead = client.get(f"/children/?lead={lead.pk}").content.decode()

    assert "Wren Demo" in by_team
    assert "Robin Demo" not in by_team
    assert "Robin Demo" in by_lead
    assert "Wren Demo" not in by_lead


def test_closed_cases_are_shown_when_asked_for(client, worker):
    closed = perform(
        ChildFactory(given_name="Robin"), "close", by=None, closed_on=date(2026, 11, 2)
    )

    assert closed.name not in client.get("/children/").content.decode()
    assert closed.name in client.get("/children/?state=closed").content.decode()
    assert closed.name in client.get("/children/?state=all").content.decode()


@pytest.mark.parametrize("asked", ["team=x", "lead=0", "page=99", "page=x", "state=none", "q=%00"])
def test_a_bent_address_still_gives_a_page(client, worker, asked):
    ChildFactory()

    assert client.get(f"/children/?{asked}").status_code == 200


def test_the_list_comes_in_pages_of_25_that_keep_the_search(client, worker):
    for number in range(26):
        ChildFactory(given_name=f"Child{number:02d}")

    first = client.get("/children/?q=demo").content.decode()
    second = client.get("/children/?q=demo&page=2").content.decode()

    assert "Child24" in first
    assert "Child25" not in first
    assert "Child25" in second
    assert "?q=demo&amp;page=2" in first


def test_the_list_asks_as_often_for_twenty_rows_as_for_two(client, worker, constant_queries):
    def add(count):
        for _ in range(count):
            allocate(ChildFactory(), UserFactory(), on=date(2026, 1, 5), by=None)

    constant_queries("/children/", add)


def test_every_child_on_the_page_is_written_down_as_looked_at(client, worker):
    child = ChildFactory()

    client.get("/children/")

    look = Look.objects.get()
    assert (look.child_id, look.user, look.page) == (child.pk, worker, "Children")


@pytest.mark.parametrize("role", [Role.PARTNER, Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE])
def test_the_list_is_forbidden_to_those_who_may_not_search(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get("/children/").status_code == 403
