"""The directory: numbers the unit checked itself, with who, when and from where (EN-02)."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from cpms.accounts.permissions import Role
from cpms.children.models import Agency, DirectoryNumber
from cpms.records.guards import Refused
from enquiries.directory import services
from enquiries.directory.checking import check_again_on, check_due
from tests.factories import PractitionerFactory, UserFactory
from tests.factories.enquiries import DirectoryNumberFactory, SchoolFactory, officer, received

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
NEW = {"number": "01632 960 500", "label": "Main office", "source": "its letter head"}


@pytest.fixture
def desk():
    """Somebody of the unit, signed in on Tuesday 24 November 2026."""
    with time_machine.travel("2026-11-24 10:00"):
        client = Client()
        client.force_login(officer(name="Kim Tester"))
        yield client


def text(response):
    return response.content.decode()


def test_a_number_is_checked_again_within_twelve_months():
    number = DirectoryNumberFactory(verified_on=date(2025, 11, 24))

    assert check_again_on(number) == date(2026, 11, 24)
    assert check_due(number, date(2026, 11, 24))
    assert not check_due(number, date(2026, 11, 23))


def test_the_directory_shows_each_number_with_its_check_and_flags_what_is_due(desk):
    DirectoryNumberFactory(verified_on=date(2026, 11, 2))
    old = SchoolFactory(name="Oak Lane High")
    DirectoryNumberFactory(agency=old, number="01632 960 200", verified_on=date(2025, 6, 2))

    page, due = text(desk.get("/directory/")), text(desk.get("/directory/?due=1"))

    assert "Mon 2 Nov 2026" in page
    assert "the school register" in page
    assert page.count("To be checked again") == 1
    assert "Oak Lane High" in due
    assert "Pear Tree" not in due


def test_the_directory_is_searched_by_name_and_number(desk):
    DirectoryNumberFactory()
    SchoolFactory(name="Oak Lane High")

    assert "Oak Lane" not in text(desk.get("/directory/?q=pear"))
    assert "Pear Tree" in text(desk.get("/directory/?q=960+118"))


def test_an_agency_and_its_number_are_added_with_source_and_checker(desk):
    desk.post("/directory/new/", {"name": "Mockton Nursery", "kind": "education"})
    agency = Agency.objects.get(name="Mockton Nursery")

    desk.post(f"/directory/{agency.pk}/numbers/new/", NEW)

    page = text(desk.get(f"/directory/{agency.pk}/"))
    assert "01632 960 500" in page
    assert "by Kim Tester, from its letter head" in page


def test_a_second_entry_for_the_same_agency_is_refused(desk):
    SchoolFactory(name="Oak Lane High")

    response = desk.post("/directory/new/", {"name": "oak lane high", "kind": "education"})

    assert response.status_code == 422
    assert "The directory has an agency of this name." in text(response)


def test_what_is_no_number_is_refused_and_kept_in_its_box(desk):
    at = f"/directory/{SchoolFactory().pk}/numbers/new/"

    response = desk.post(at, {**NEW, "number": "ask Lindsay"})

    assert response.status_code == 422
    assert "Write the number with its code" in text(response)
    assert 'value="ask Lindsay"' in text(response)


def test_a_number_that_only_an_open_enquirys_caller_gave_is_not_taken_in():
    enquiry = received(caller_number="07700 900 461")

    with pytest.raises(Refused, match="independently"):
        services.add_number(
            enquiry.agency,
            number="+44 7700 900461",
            label="Mobile",
            source="the caller",
            today=TODAY,
            by=officer(),
        )

    assert not DirectoryNumber.objects.exists()


def test_a_check_renews_the_number_and_keeps_the_one_before(desk):
    number = DirectoryNumberFactory(verified_on=date(2025, 6, 2))

    desk.post(f"/directory/numbers/{number.pk}/check/", {"source": "its web page"})

    number.refresh_from_db()
    assert (number.verified_on, number.source) == (TODAY, "its web page")
    assert number.verified_by.name == "Kim Tester"
    assert number.history.filter(source="the school register").exists()


def test_a_number_withdrawn_is_offered_no_more_and_withdrawn_once(desk):
    number = DirectoryNumberFactory()
    at = f"/directory/numbers/{number.pk}/withdraw/"

    assert desk.post(at).status_code == 302
    assert "01632 960 118" not in text(desk.get("/directory/"))
    assert desk.post(at).status_code == 404
    with pytest.raises(Refused, match="withdrawn from the directory before"):
        services.verify(number, source="x", today=TODAY, by=officer())


def test_the_people_of_an_agency_stand_on_its_page(desk):
    person = PractitionerFactory(name="Terry Stand-in")

    assert "Terry Stand-in" in text(desk.get(f"/directory/{person.agency_id}/"))


@pytest.mark.parametrize(
    ("role", "reads", "changes"),
    [
        (Role.NIGHT_DESK, 200, 200),
        (Role.QUALITY_ASSURANCE_MANAGER, 200, 200),
        (Role.SOCIAL_WORKER, 200, 403),
        (Role.PARTNER, 403, 403),
    ],
)
def test_the_directory_is_read_by_staff_and_kept_by_few(role, reads, changes):
    number = DirectoryNumberFactory()
    client = Client()
    client.force_login(UserFactory(role=role))

    assert client.get("/directory/").status_code == reads
    assert client.get(f"/directory/{number.agency_id}/").status_code == reads
    for address in (
        "/directory/new/",
        f"/directory/{number.agency_id}/numbers/new/",
        f"/directory/numbers/{number.pk}/check/",
        f"/directory/numbers/{number.pk}/withdraw/",
    ):
        assert client.get(address).status_code == changes


def test_the_directory_asks_as_often_for_ten_agencies_as_for_one(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    DirectoryNumberFactory()
    with django_assert_max_num_queries(20) as few:
        desk.get("/directory/")
    for number in range(9):
        DirectoryNumberFactory(agency=SchoolFactory(name=f"School {number}"))

    with django_assert_num_queries(len(few)):
        desk.get("/directory/")
