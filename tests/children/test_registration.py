"""Registering a child and siblings, in one form or not at all."""

from datetime import date

import pytest
from django.urls import reverse

from cpms.accounts.permissions import Role
from cpms.children.models import Child, Family
from cpms.records.submissions import TOKEN_FIELD, new_token
from tests.children.pages import child_row, day, registration
from tests.factories import ChildFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

URL = "/children/register/"


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 10:00 +0000")


@pytest.fixture
def worker(client):
    user = UserFactory()
    client.force_login(user)
    return user


def register(client, worker, *rows, **more):
    return client.post(URL, registration(worker.team, *rows, **more))


def test_a_family_is_registered_with_a_case_number_for_each_child(client, worker):
    response = register(
        client,
        worker,
        child_row(0, given_name="Robin", born="3 5 2019", known_as="Rob, Robbie", school="Pear"),
        child_row(1, expected="1 3 2027"),
    )

    robin, baby = Child.objects.order_by("pk")
    assert response.url == reverse("child-people", args=[robin.pk])
    assert (robin.case_number, baby.case_number) == ("26-0001", "26-0002")
    assert (robin.name, robin.date_of_birth) == ("Robin Demo", date(2019, 5, 3))
    assert [alias.name for alias in robin.aliases.all()] == ["Rob", "Robbie"]
    assert (baby.name, baby.expected_on) == ("Unborn baby Demo", date(2027, 3, 1))
    assert {child.language for child in (robin, baby)} == {"Polish"}
    assert all(child.is_interpreter_needed for child in (robin, baby))
    assert robin.family == baby.family
    assert robin.events.get().happened_on == date(2026, 11, 20)


def test_the_form_opens_with_today_and_the_own_team(client, worker):
    page = client.get(URL).content.decode()

    assert f'<option value="{worker.team_id}" selected>' in page
    assert 'name="registered_on_day" type="text" value="23"' in page


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"given_name": "Robin"}, "Enter a date of birth or, for a child not yet born"),
        ({"given_name": "Robin", "born": "3 5 2019", "expected": "1 3 2027"}, "not both"),
        ({"given_name": "Robin", "born": "24 11 2026"}, "cannot lie in the future"),
        ({"expected": "22 11 2026"}, "estimated delivery date is past"),
        ({"born": "3 5 2019"}, "Enter the given name of a child who is born"),
        ({"given_name": "Robin", "born": "31 2 2019"}, "must be a real date"),
    ],
)
def test_a_wrong_row_is_told_with_what_was_typed_kept_and_nobody_registered(
    client, worker, row, error
):
    response = register(client, worker, child_row(0, given_name="Wren", born="1 1 2015"),
                        child_row(1, **row))  # fmt: skip

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(error) >= 2  # in the summary and beside the field
    assert 'value="Wren"' in page
    assert not Child.objects.exists()
    assert not Family.objects.exists()


def test_a_family_without_any_child_is_not_registered(client, worker):
    response = register(client, worker)

    assert response.status_code == 422
    assert not Family.objects.exists()


def test_a_referral_does_not_lie_in_the_future(client, worker):
    response = register(
        client,
        worker,
        child_row(0, given_name="Robin", born="3 5 2019"),
        **day("registered_on", "24 11 2026"),
    )

    assert "cannot lie in the future" in response.content.decode()
    assert not Family.objects.exists()


def test_the_form_sent_twice_registers_once(client, worker):
    sent = registration(worker.team, child_row(0, given_name="Robin", born="3 5 2019"))
    sent[TOKEN_FIELD] = new_token()

    first, second = client.post(URL, sent), client.post(URL, sent)

    assert first.url == second.url
    assert Child.objects.count() == 1


@pytest.mark.parametrize("role", [Role.PARTNER, Role.UNIT_OFFICER, Role.INFORMATION_GOVERNANCE])
def test_registering_is_forbidden_to_those_who_do_no_casework(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get(URL).status_code == 403
    assert client.post(URL, {}).status_code == 403


def test_what_was_typed_never_becomes_markup(client, worker):
    response = register(client, worker, child_row(0, given_name="<b>Robin", born="x y z"))

    assert "<b>Robin" not in response.content.decode()


def test_a_sibling_joins_the_family_and_its_team(client, worker):
    child = ChildFactory(team=worker.team, language="Polish")

    response = client.post(
        f"/children/{child.pk}/sibling/",
        {
            "given_name": "Pip",
            "sex": "F",
            "language": "Polish",
            **day("date_of_birth", "2 2 2024"),
            **day("expected_on", ""),
        },
    )

    pip = Child.objects.get(given_name="Pip")
    assert response.status_code == 302
    assert (pip.family, pip.team, pip.family_name) == (child.family, child.team, child.family.name)


def test_to_register_a_sibling_of_a_child_one_has_no_part_in_needs_a_reason(client, worker):
    child = ChildFactory(team=TeamFactory(name="West team"))

    answer = client.get(f"/children/{child.pk}/sibling/")

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/children/{child.pk}/reason/")
