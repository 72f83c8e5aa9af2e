"""What is done with a child's own record, on its pages."""

from datetime import date

import pytest

from cpms.accounts.permissions import Role
from cpms.children.models import Child
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.records.submissions import TOKEN_FIELD, new_token
from tests.children.pages import day
from tests.factories import ChildFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 10:00 +0000")


def signed_in(client, role=Role.SOCIAL_WORKER):
    user = UserFactory(role=role)
    client.force_login(user)
    return user


def causes():
    return Event.objects.filter(name="child.reasonable_cause_decided")


def test_reasonable_cause_is_recorded_for_several_siblings_at_once(client):
    signed_in(client)
    robin = ChildFactory()
    wren, pip = ChildFactory(family=robin.family), ChildFactory(family=robin.family)

    client.post(
        f"/children/{robin.pk}/cause/",
        {"children": [robin.pk, wren.pk], **day("decided_on", "20 11 2026")},
    )

    assert {event.child for event in causes()} == {robin, wren}
    assert {event.happened_on for event in causes()} == {date(2026, 11, 20)}
    assert not causes().filter(child=pip).exists()


def test_reasonable_cause_in_the_future_is_refused_in_words_and_nothing_is_recorded(client):
    signed_in(client)
    child = ChildFactory()

    response = client.post(
        f"/children/{child.pk}/cause/",
        {"children": [child.pk], **day("decided_on", "24 11 2026")},
    )

    assert response.status_code == 422
    assert "cannot lie in the future (ST-01)" in response.content.decode()
    assert not causes().exists()


def test_no_cause_is_recorded_for_a_child_of_another_family_or_one_not_to_be_seen(client):
    signed_in(client)
    child, stranger = ChildFactory(), ChildFactory()
    hidden = ChildFactory(family=child.family, team=TeamFactory(name="West team"))

    for other in (stranger, hidden):
        response = client.post(
            f"/children/{child.pk}/cause/",
            {"children": [child.pk, other.pk], **day("decided_on", "20 11 2026")},
        )
        assert response.status_code == 422

    assert not causes().exists()


def test_cause_sent_twice_is_recorded_once(client):
    signed_in(client)
    child = ChildFactory()
    sent = {
        "children": [child.pk],
        TOKEN_FIELD: new_token(),
        **day("decided_on", "20 11 2026"),
    }

    assert client.post(f"/children/{child.pk}/cause/", sent).status_code == 302
    assert client.post(f"/children/{child.pk}/cause/", sent).status_code == 302

    assert causes().count() == 1


def test_a_manager_allocates_siblings_to_one_lead_professional(client):
    signed_in(client, Role.TEAM_MANAGER)
    robin, lead = ChildFactory(), UserFactory()
    wren = ChildFactory(family=robin.family)

    client.post(
        f"/children/{robin.pk}/allocate/",
        {"worker": lead.pk, "children": [robin.pk, wren.pk], **day("on", "23 11 2026")},
    )

    assert {robin.lead_professional, wren.lead_professional} == {lead}


def test_who_does_no_casework_cannot_be_made_lead_professional(client):
    signed_in(client, Role.TEAM_MANAGER)
    child, officer = ChildFactory(), UserFactory(role=Role.UNIT_OFFICER)

    response = client.post(
        f"/children/{child.pk}/allocate/",
        {"worker": officer.pk, "children": [child.pk], **day("on", "23 11 2026")},
    )

    assert response.status_code == 422
    assert child.lead_professional is None


def test_allocating_is_forbidden_to_a_social_worker(client):
    signed_in(client)
    child = ChildFactory()

    assert client.get(f"/children/{child.pk}/allocate/").status_code == 403
    assert client.post(f"/children/{child.pk}/allocate/", {}).status_code == 403


def test_the_birth_of_an_expected_child_is_recorded(client):
    signed_in(client)
    baby = ChildFactory(given_name="", date_of_birth=None, expected_on=date(2026, 12, 1))

    client.post(
        f"/children/{baby.pk}/birth/",
        {"given_name": "Pip", "sex": "F", **day("born_on", "22 11 2026")},
    )

    baby.refresh_from_db()
    assert (baby.name, baby.date_of_birth, baby.sex) == ("Pip Demo", date(2026, 11, 22), "F")
    assert baby.events.filter(name="child.born").get().happened_on == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("expected_on", "born_on", "refusal"),
    [
        (date(2026, 12, 1), "24 11 2026", "cannot lie in the future"),
        (None, "22 11 2026", "The birth is already recorded"),
    ],
)
def test_a_birth_is_refused_in_the_future_and_twice(client, expected_on, born_on, refusal):
    signed_in(client)
    born = None if expected_on else date(2019, 5, 3)
    child = ChildFactory(date_of_birth=born, expected_on=expected_on)

    response = client.post(
        f"/children/{child.pk}/birth/",
        {"given_name": "Pip", "sex": "F", **day("born_on", born_on)},
    )

    assert response.status_code == 422
    assert refusal in response.content.decode()
    assert not Event.objects.filter(name="child.born").exists()


def test_a_case_is_closed_by_a_manager_and_opened_again(client):
    signed_in(client, Role.TEAM_MANAGER)
    child = ChildFactory()

    client.post(f"/children/{child.pk}/close/", day("closed_on", "20 11 2026"))
    assert Child.objects.get().state == Child.State.CLOSED

    client.post(f"/children/{child.pk}/reopen/", day("reopened_on", "23 11 2026"))
    assert Child.objects.get().state == Child.State.OPEN


def test_a_case_closed_by_somebody_else_meanwhile_is_told_with_who_it_was(client):
    signed_in(client, Role.TEAM_MANAGER)
    child, other = ChildFactory(), UserFactory(name="Nour Pilot", role=Role.TEAM_MANAGER)
    perform(child, "close", by=other, closed_on=date(2026, 11, 20))

    response = client.post(f"/children/{child.pk}/close/", day("closed_on", "23 11 2026"))

    assert response.status_code == 422
    assert "Case closed: entered by Nour Pilot" in response.content.decode()


@pytest.mark.parametrize("move", ["close", "reopen"])
def test_a_day_that_lies_ahead_is_refused(client, move):
    signed_in(client, Role.TEAM_MANAGER)
    child = ChildFactory()
    if move == "reopen":
        perform(child, "close", by=None, closed_on=date(2026, 11, 20))
    name = {"close": "closed_on", "reopen": "reopened_on"}[move]

    response = client.post(f"/children/{child.pk}/{move}/", day(name, "24 11 2026"))

    assert response.status_code == 422
    assert "cannot lie in the future" in response.content.decode()


@pytest.mark.parametrize("page", ["people", "people/add", "addresses/add", "particulars", "cause",
                                  "birth", "reopen", "sibling"])  # fmt: skip
def test_the_pages_of_a_child_one_has_no_part_in_ask_for_a_reason_first(client, page):
    signed_in(client)
    hidden = ChildFactory(team=TeamFactory(name="West team"))

    answer = client.get(f"/children/{hidden.pk}/{page}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/children/{hidden.pk}/reason/")
    assert client.post(f"/children/{hidden.pk}/{page}/", {}).status_code in {404, 405}
