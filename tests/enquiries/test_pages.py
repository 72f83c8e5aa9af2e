"""The desk's pages: one page, four steps, each its own POST; and what people typed is kept."""

from datetime import date

import pytest
from django.test import Client

from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.children.models import Address, Alias
from enquiries.models import Enquiry, FollowUp
from tests.factories import ChildFactory, UserFactory
from tests.factories.enquiries import (
    DirectoryNumberFactory,
    SchoolFactory,
    answered,
    called_back,
    identified,
    number_chosen,
    officer,
    received,
    searched,
)

pytestmark = pytest.mark.django_db

CALLER = {
    "caller_kind": "professional",
    "caller_name": "Lindsay Fixture",
    "caller_number": "07700 900 461",
}


@pytest.fixture
def desk():
    return signed_in(officer())


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def text(response):
    return response.content.decode()


def test_a_plain_enquiry_goes_from_the_call_to_the_words_by_five_posts(desk):
    number = DirectoryNumberFactory()
    child = ChildFactory(given_name="Robyn", family_name="Sample", date_of_birth=date(2018, 4, 3))

    page = desk.post(
        "/enquiries/new/", {**CALLER, "agency": number.agency_id, "concern": ""}, follow=True
    )
    at = page.redirect_chain[-1][0]
    desk.post(f"{at}number/", {"number": number.pk})
    desk.post(f"{at}call-back/", {"call_answered_by": "Reception", "is_confirmed": "on"})
    desk.post(
        f"{at}search/",
        {
            "said_given_name": "Robin",
            "said_family_name": "Sampel",
            "said_date_of_birth_day": "4",
            "said_date_of_birth_month": "3",
            "said_date_of_birth_year": "2018",
        },
    )
    found = text(desk.get(at))
    assert "1 possible of 1 searched" in found
    assert "day and month swapped" in found
    assert "two letters swapped" in found
    desk.post(f"{at}match/", {"match": child.pk, "why": "Date reads as a slip"})
    words = text(desk.get(at))
    assert "is not the subject of a child protection plan" in words
    desk.post(f"{at}answer/", {"shown": "first", "advice": "Rang the team"})

    enquiry = Enquiry.objects.get()
    assert (enquiry.state, enquiry.outcome) == (Enquiry.State.ANSWERED, "first")
    assert enquiry.advice == "Rang the team"


def test_the_number_the_caller_gave_is_never_offered(desk):
    DirectoryNumberFactory()
    enquiry = received(caller_number="07700 900 461")

    page = text(desk.get(enquiry.get_absolute_url()))

    assert "01632 960 118" in page
    assert "The caller offered 07700 900 461: noted, not used." in page
    assert page.count('type="radio"') == 1


def test_a_number_posted_that_is_not_the_agencys_changes_nothing(desk):
    DirectoryNumberFactory()
    other = DirectoryNumberFactory(agency=SchoolFactory(name="Oak Lane High"), number="01632 960 2")
    enquiry = received()

    response = desk.post(f"{enquiry.get_absolute_url()}number/", {"number": other.pk})

    assert response.status_code == 422
    assert Enquiry.objects.get().number is None


def test_an_agency_without_a_number_can_only_be_refused_or_looked_up(desk):
    enquiry = received()

    page = text(desk.get(enquiry.get_absolute_url()))

    assert "The directory holds no number for Pear Tree Primary School" in page
    assert "no-number/" in page


def test_what_was_typed_stays_when_a_step_is_refused(desk):
    enquiry = number_chosen()

    response = desk.post(
        f"{enquiry.get_absolute_url()}call-back/", {"call_answered_by": "Terry at reception"}
    )

    assert response.status_code == 422
    page = text(response)
    assert "Terry at reception" in page
    assert "Tick this when the agency has confirmed the caller" in page
    assert "<title>Error:" in page


def test_the_reason_typed_stays_when_no_child_was_chosen(desk):
    enquiry = searched()

    response = desk.post(f"{enquiry.get_absolute_url()}match/", {"why": "Same street & school"})

    assert response.status_code == 422
    assert 'value="Same street &amp; school"' in text(response)


def test_a_call_without_an_agency_keeps_what_was_typed(desk):
    response = desk.post("/enquiries/new/", CALLER)

    assert response.status_code == 422
    assert "Choose the agency, or write its name below." in text(response)
    assert 'value="Lindsay Fixture"' in text(response)
    assert not Enquiry.objects.exists()


def test_the_same_form_sent_twice_takes_one_call(desk):
    form = {
        **CALLER,
        "agency": SchoolFactory().pk,
        "form_token": "7a2e4d4e-3d57-4f37-9c69-0a3f9cf2b0b1",
    }

    first, second = desk.post("/enquiries/new/", form), desk.post("/enquiries/new/", form)

    assert first.url == second.url
    assert Enquiry.objects.count() == 1


def test_nobody_reached_is_kept_by_the_second_button(desk):
    enquiry = number_chosen()

    desk.post(f"{enquiry.get_absolute_url()}no-answer/", {"call_answered_by": "Engaged"})

    assert "Nobody reached" in text(desk.get(enquiry.get_absolute_url()))
    assert enquiry.attempts.get().note == "Engaged"


def test_a_member_of_the_public_is_refused_at_once(desk):
    form = {**CALLER, "caller_kind": "public"}

    page = desk.post("/enquiries/new/", form, follow=True)

    assert Enquiry.objects.get().state == Enquiry.State.REFUSED_PUBLIC
    assert "This line is for professionals" in text(page)


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("rang-off/", Enquiry.State.CLOSED),
        ("public/", Enquiry.State.REFUSED_PUBLIC),
        ("not-confirmed/", Enquiry.State.REFUSED_NOT_AUTHENTICATED),
        ("no-number/", Enquiry.State.REFUSED_NO_NUMBER),
    ],
)
def test_each_way_out_has_a_page_and_a_button(desk, address, state):
    enquiry = received()
    at = enquiry.get_absolute_url() + address

    assert desk.get(at).status_code == 200
    desk.post(at, {"because": "Line went dead"})

    assert Enquiry.objects.get().state == state


def test_a_confidential_address_stands_on_no_page_of_the_desk(desk):
    child = ChildFactory(given_name="Robin", family_name="Sampel")
    Address.objects.create(
        child=child, lines="7 Canary Mews", from_on=date(2026, 1, 5), is_confidential=True
    )
    enquiry = searched(said={"said_given_name": "Robin", "said_family_name": "Sampel"})

    page = text(desk.get(enquiry.get_absolute_url()))

    assert "Robin Sampel" in page
    assert "Canary" not in page


def test_a_child_shown_is_a_child_looked_at(desk):
    child = ChildFactory(given_name="Robin", family_name="Sampel")
    enquiry = searched()

    desk.get(enquiry.get_absolute_url())

    assert Look.objects.filter(child_id=child.pk, page="EnquiryPage").count() == 1


def test_when_earlier_enquiries_may_be_the_same_child_the_person_must_say(desk):
    identified(None, said={"said_given_name": "Zoltan", "said_family_name": "Unknownski"})
    later = searched(said={"said_given_name": "Zoltan", "said_family_name": "Unknownsky"})

    response = desk.post(
        f"{later.get_absolute_url()}match/", {"match": "nobody", "why": "Not held"}
    )

    assert response.status_code == 422
    assert "Say whether an earlier enquiry was about the same child" in text(response)


def test_the_match_left_to_the_quality_assurance_manager_is_settled_on_the_same_page(desk):
    child = ChildFactory(given_name="Robin", family_name="Sampel")
    enquiry = searched()
    at = enquiry.get_absolute_url()
    desk.post(f"{at}match/", {"match": "unsure", "why": "Two alike"})
    assert Enquiry.objects.get().state == Enquiry.State.REFERRED
    assert 'name="match"' not in text(desk.get(at))
    manager = signed_in(UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER))
    assert 'name="match"' in text(manager.get(at))

    manager.post(f"{at}match/settle/", {"match": child.pk, "why": "Rang the school"})

    assert Enquiry.objects.get().child == child


def test_the_match_can_be_taken_back_until_the_words_are_said(desk):
    enquiry = identified(ChildFactory(given_name="Robyn", family_name="Sample"))

    desk.post(f"{enquiry.get_absolute_url()}match/again/")

    page = text(desk.get(enquiry.get_absolute_url()))
    assert "is not the subject" not in page
    assert Enquiry.objects.get().state == Enquiry.State.CALLED_BACK


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.PARTNER, Role.ADMINISTRATOR])
def test_an_enquiry_does_not_exist_for_those_outside_the_desk(role):
    enquiry = answered(ChildFactory(given_name="Robyn", family_name="Sample"))
    client = signed_in(UserFactory(role=role))

    assert client.get(enquiry.get_absolute_url()).status_code == 404
    assert client.get("/enquiries/").status_code == 403
    assert client.post(f"{enquiry.get_absolute_url()}close/").status_code == 403
    assert client.get("/enquiries/new/").status_code == 403


@pytest.mark.parametrize("show", ["open", "today", "night", "follow-ups", "all", "nonsense"])
def test_each_list_opens(desk, show):
    received()

    assert desk.get(f"/enquiries/?show={show}").status_code == 200


def test_a_list_holds_what_its_name_says(desk):
    waiting, done = received(caller_name="Caller Waiting"), answered(caller_name="Caller Done")
    desk.post(f"{done.get_absolute_url()}close/")

    assert waiting.reference in text(desk.get("/enquiries/?show=open"))
    assert done.reference not in text(desk.get("/enquiries/?show=open"))
    assert done.reference in text(desk.get("/enquiries/?show=all&q=caller+done"))
    assert waiting.reference not in text(desk.get("/enquiries/?show=all&q=caller+done"))


def test_the_list_asks_the_database_as_often_for_thirty_as_for_one(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    received()
    with django_assert_max_num_queries(25) as few:
        desk.get("/enquiries/?show=all")
    for _ in range(12):
        received(officer())

    with django_assert_num_queries(len(few)):
        desk.get("/enquiries/?show=all")


def test_the_page_of_five_candidates_asks_as_often_as_that_of_one(
    desk, django_assert_max_num_queries
):
    one = ChildFactory(given_name="Robin", family_name="Sampel")
    Alias.objects.create(child=one, name="Bob Sampel")
    first = searched()
    with django_assert_max_num_queries(40) as few:
        desk.get(first.get_absolute_url())
    for _ in range(4):
        Alias.objects.create(
            child=ChildFactory(given_name="Robin", family_name="Sampel"), name="Rob Sampel"
        )
    second = searched()

    with django_assert_max_num_queries(len(few)):
        page = desk.get(second.get_absolute_url())
    assert "5 possible" in text(page)


def test_the_follow_up_is_discussed_and_finished_by_the_quality_assurance_manager():
    child = ChildFactory(given_name="Robyn", family_name="Sample")
    answered(child)
    answered(child)
    follow_up = FollowUp.objects.get()
    at = follow_up.get_absolute_url()
    manager = signed_in(UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER))

    assert follow_up.enquiry.reference in text(manager.get("/enquiries/"))
    manager.post(
        f"{at}discuss/",
        {
            "discussed_on_day": "20",
            "discussed_on_month": "11",
            "discussed_on_year": "2026",
            "discussed_with": "Nour Pilot, East team",
            "agreed": "Visit this week",
            "owner": "Nour Pilot",
        },
    )
    page = text(manager.get(at))
    assert "Visit this week" in page
    manager.post(f"{at}finish/", {"answer": "Visited, no concern"})

    follow_up = FollowUp.objects.get()
    assert (follow_up.state, follow_up.answer) == (FollowUp.State.FINISHED, "Visited, no concern")


def test_the_desk_reads_a_follow_up_and_cannot_move_it(desk):
    child = ChildFactory(given_name="Robyn", family_name="Sample")
    identified(child)
    identified(child)
    at = FollowUp.objects.get().get_absolute_url()

    assert "Record the discussion" not in text(desk.get(at))
    assert desk.post(f"{at}discuss/").status_code == 403


def test_a_call_in_progress_shows_its_log(desk):
    enquiry = called_back()

    page = text(desk.get(enquiry.get_absolute_url()))

    assert "Call came in from Lindsay Fixture" in page
    assert "Call back answered, 01632 960 118" in page
    assert enquiry.reference in page
