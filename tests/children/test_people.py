"""The people round a child; a confidential address is drawn on one page only."""

from datetime import date

import pytest

from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.children.models import Address, Person
from tests.children.pages import day
from tests.factories import ChildFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

SECRET = "7 Canary Mews"


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 10:00 +0000")


@pytest.fixture
def worker(client):
    user = UserFactory()
    client.force_login(user)
    return user


def person(**more):
    return {
        "name": "Dana Demo",
        "kind": "mother",
        "has_parental_responsibility": "on",
        "language": "Polish",
        "is_interpreter_needed": "on",
        **day("date_of_birth", "4 4 1995"),
        **more,
    }


def confidential(**whose):
    return Address.objects.create(
        lines=SECRET, postcode="ZZ9 9ZZ", from_on=date(2026, 11, 2), is_confidential=True, **whose
    )


def test_an_adult_is_added_with_what_they_are_to_each_sibling(client, worker):
    robin = ChildFactory()
    wren = ChildFactory(family=robin.family)

    client.post(f"/children/{robin.pk}/people/add/", person(children=[robin.pk, wren.pk]))

    dana = Person.objects.get()
    assert {tie.child for tie in dana.relationships.all()} == {robin, wren}
    assert all(tie.has_parental_responsibility for tie in dana.relationships.all())
    assert (dana.language, dana.is_interpreter_needed) == ("Polish", True)
    page = client.get(f"/children/{robin.pk}/people/").content.decode()
    assert "Dana Demo" in page
    assert "has parental responsibility" in page
    assert "interpreter: Polish" in page


def test_an_adult_without_a_name_is_told_and_what_was_typed_is_kept(client, worker):
    child = ChildFactory()

    response = client.post(
        f"/children/{child.pk}/people/add/",
        person(children=[child.pk], name="", telephone="01632 960 111"),
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert 'value="01632 960 111"' in page
    assert not Person.objects.exists()


def test_what_is_known_of_an_adult_is_put_right(client, worker):
    child = ChildFactory()
    client.post(f"/children/{child.pk}/people/add/", person(children=[child.pk]))
    dana = Person.objects.get()
    url = f"/children/{child.pk}/people/{dana.pk}/"

    assert 'value="Dana Demo"' in client.get(url).content.decode()
    client.post(url, person(children=[child.pk], name="Dana Newname", kind="carer"))

    dana.refresh_from_db()
    assert dana.name == "Dana Newname"
    assert dana.relationships.get().kind == "carer"
    assert dana.history.first().history_user == worker


def test_an_adult_of_another_family_is_not_found_under_this_child(client, worker):
    child, other = ChildFactory(), ChildFactory()
    stranger = Person.objects.create(name="Stranger", family=other.family)

    assert client.get(f"/children/{child.pk}/people/{stranger.pk}/").status_code == 404


def test_an_address_is_noted_for_all_who_live_there_and_ends_the_former(client, worker):
    child = ChildFactory()
    dana = Person.objects.create(name="Dana", family=child.family)
    Address.objects.create(child=child, lines="1 Old Road", from_on=date(2020, 1, 1))

    client.post(
        f"/children/{child.pk}/addresses/add/",
        {"lines": "4 Sample Row", "postcode": "ZZ1 1ZZ", "children": [child.pk],
         "people": [dana.pk], **day("from_on", "20 11 2026")},
    )  # fmt: skip

    assert Address.objects.get(lines="1 Old Road").until_on == date(2026, 11, 20)
    assert Address.objects.filter(lines="4 Sample Row").count() == 2
    page = client.get(f"/children/{child.pk}/people/").content.decode()
    assert "4 Sample Row" in page
    assert "1 Old Road" not in page


def test_an_address_with_nobody_in_it_is_refused(client, worker):
    child = ChildFactory()

    response = client.post(
        f"/children/{child.pk}/addresses/add/",
        {"lines": "4 Sample Row", **day("from_on", "20 11 2026")},
    )

    assert "Choose who lives at this address" in response.content.decode()
    assert not Address.objects.exists()


def test_a_move_before_the_present_address_is_refused(client, worker):
    child = ChildFactory()
    Address.objects.create(child=child, lines="1 New Road", from_on=date(2026, 11, 20))

    response = client.post(
        f"/children/{child.pk}/addresses/add/",
        {"lines": "4 Sample Row", "children": [child.pk], **day("from_on", "2 11 2026")},
    )

    assert "has an address from a later day" in response.content.decode()
    assert Address.objects.get().until_on is None


@pytest.mark.parametrize("whose", ["child", "person"])
def test_a_confidential_address_is_named_but_never_drawn_on_a_list(client, worker, whose):
    child = ChildFactory()
    dana = Person.objects.create(name="Dana", family=child.family)
    address = confidential(**{whose: {"child": child, "person": dana}[whose]})

    for url in (f"/children/{child.pk}/people/", "/children/"):
        page = client.get(url).content.decode()
        assert SECRET not in page
        assert "ZZ9 9ZZ" not in page
    assert (
        f"/addresses/{address.pk}/" in client.get(f"/children/{child.pk}/people/").content.decode()
    )


@pytest.mark.parametrize("whose", ["child", "person"])
def test_opening_a_confidential_address_is_written_down(client, worker, whose):
    child = ChildFactory()
    dana = Person.objects.create(name="Dana", family=child.family)
    address = confidential(**{whose: {"child": child, "person": dana}[whose]})

    page = client.get(f"/addresses/{address.pk}/").content.decode()

    assert SECRET in page
    look = Look.objects.get()
    assert (look.user, look.child_id, look.page) == (worker, child.pk, "Confidential address")


def test_an_address_is_not_found_by_those_who_may_not_see_the_child_or_no_address(client):
    address = confidential(child=ChildFactory(team=TeamFactory(name="West team")))

    refused = {Role.SOCIAL_WORKER: 404, Role.NIGHT_DESK: 404}
    refused |= {Role.PARTNER: 403, Role.ADMINISTRATOR: 403}  # no case file opens to these
    for role, status in refused.items():
        client.force_login(UserFactory(role=role))
        assert client.get(f"/addresses/{address.pk}/").status_code == status

    assert not Look.objects.exists()


def test_the_childs_particulars_are_put_right_with_their_other_names(client, worker):
    child = ChildFactory(given_name="Robin")
    child.aliases.create(name="Rob")
    url = f"/children/{child.pk}/particulars/"
    assert 'value="Rob"' in client.get(url).content.decode()

    client.post(
        url,
        {"given_name": "Robin", "family_name": "Demo", "known_as": "Bertie", "sex": "M",
         "school": "Pear Tree School", "language": "Polish", "access_needs": "Large print"},
    )  # fmt: skip

    child.refresh_from_db()
    assert (child.school, child.language, child.access_needs) == (
        "Pear Tree School",
        "Polish",
        "Large print",
    )
    assert [alias.name for alias in child.aliases.all()] == ["Bertie"]
    assert child.history.first().history_user == worker


def test_siblings_whom_the_person_may_not_see_are_not_on_the_page(client, worker):
    child = ChildFactory(given_name="Robin")
    ChildFactory(given_name="Hidden", family=child.family, team=TeamFactory(name="West team"))

    assert "Hidden" not in client.get(f"/children/{child.pk}/people/").content.decode()


def test_the_page_of_people_asks_as_often_for_twenty_as_for_two(client, worker, constant_queries):
    child = ChildFactory()

    def add(count):
        for number in range(count):
            adult = Person.objects.create(name=f"Adult {number}", family=child.family)
            adult.relationships.create(child=child, kind="carer")
            Address.objects.create(person=adult, lines="Somewhere", from_on=date(2020, 1, 1))
            ChildFactory(family=child.family)

    constant_queries(f"/children/{child.pk}/people/", add)
