"""The page of a letter, and the list of those still to be posted."""

from datetime import date

import pytest

from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.documents.models import Letter
from cpms.documents.recipients import Recipient
from tests.children.pages import day
from tests.factories import ChildFactory, PractitionerFactory, TeamFactory, UserFactory
from tests.factories.documents import letter_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 10:00 +0000")


@pytest.fixture
def officer(client):
    user = UserFactory(role=Role.UNIT_OFFICER)
    client.force_login(user)
    return user


def test_a_recipient_reads_the_own_letter_and_the_look_is_written_down(client):
    partner, child = UserFactory(role=Role.PARTNER), ChildFactory()
    letter = letter_to(Recipient.colleague(partner), children=[child], words="Read me.")
    client.force_login(partner)

    page = client.get(f"/letters/{letter.pk}/").content.decode()

    assert "Read me." in page
    assert letter.reference in page
    assert Look.objects.get().child_id == child.pk


@pytest.mark.parametrize("role", [Role.PARTNER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_a_letter_that_is_not_ones_own_nor_about_ones_child_is_not_found(client, role):
    child = ChildFactory(team=TeamFactory(name="West team"))
    letter = letter_to(Recipient.colleague(UserFactory()), children=[child])
    client.force_login(UserFactory(role=role))

    assert client.get(f"/letters/{letter.pk}/").status_code == 404
    assert not Look.objects.exists()


def test_letters_that_were_posted_leave_the_list(client, officer):
    child = ChildFactory()
    first, second = (letter_to(Recipient(name), children=[child]) for name in ("Dana", "Lee"))
    page = client.get("/letters/to-post/").content.decode()
    assert "Dana" in page
    assert "Lee" in page

    client.post("/letters/to-post/", {"letters": [first.pk], **day("posted_on", "23 11 2026")})

    assert list(Letter.objects.to_post()) == [second]
    first.refresh_from_db()
    assert first.posted_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("letters", "posted_on", "error"),
    [
        (False, "23 11 2026", "Choose at least one letter"),
        (True, "24 11 2026", "cannot lie in the future"),
        (True, "", "Day of posting"),
    ],
)
def test_a_wrong_entry_is_told_and_the_letter_stays_on_the_list(
    client, officer, letters, posted_on, error
):
    letter = letter_to(Recipient("Dana"), children=[ChildFactory()])
    chosen = {"letters": [letter.pk]} if letters else {}

    response = client.post("/letters/to-post/", {**chosen, **day("posted_on", posted_on)})

    assert response.status_code == 422
    assert error in response.content.decode()
    assert Letter.objects.to_post().exists()


def test_an_empty_list_says_what_would_be_there(client, officer):
    assert "Nothing waits to be posted" in client.get("/letters/to-post/").content.decode()


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.PARTNER, Role.ADMINISTRATOR])
def test_the_list_is_for_those_who_send_letters(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get("/letters/to-post/").status_code == 403


def test_the_list_asks_as_often_for_twenty_as_for_two(client, officer, constant_queries):
    def add(count):
        for _ in range(count):
            recipient = Recipient.professional(PractitionerFactory())
            letter_to(recipient, children=[ChildFactory(), ChildFactory()])

    constant_queries("/letters/to-post/", add)
