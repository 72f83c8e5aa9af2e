"""Opening a file for a reason: found, asked, opened, told, lapsed, reviewed (A2)."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cpms.accounts.permissions import Role
from cpms.children.models import Access, Alias, Child
from cpms.children.relations import relations_of
from cpms.oversight.opening import open_for
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.timescales.models import Dispatch, Notice
from cpms.timescales.tasks import deliver_waiting
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.factories.trust import in_conflict, restricted

pytestmark = pytest.mark.django_db
AT_NIGHT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
SENT = {"kind": "duty", "reason": "Mother rang the duty desk."}


@pytest.fixture(autouse=True)
def _night(time_machine):
    time_machine.move_to(AT_NIGHT, tick=False)


@pytest.fixture
def child():
    return ChildFactory(given_name="Wren", team=TeamFactory(name="West team"))


@pytest.fixture
def worker(client):
    user = UserFactory()
    client.force_login(user)
    return user


def open_file(client, child, **more):
    """Open the child's file as a browser does, and return the answer."""
    return client.post(reverse("open-for-reason", args=[child.pk]), SENT | more)


def opened(child, user=None):
    """Return an opening of the file by a social worker."""
    return open_for(user or UserFactory(), child, **SENT)


def review(access, by, **facts):
    """Review an opening with these facts instead of good ones."""
    good = {"finding": "justified", "reason": "They were on duty.", "reviewer": by}
    return perform(access, "review", by=by, on=date(2026, 11, 26), **good | facts)


def test_a_search_tells_that_a_child_exists_and_no_more(client, worker, child):
    Alias.objects.create(child=child, name="Jenny Blue")

    page = client.get("/children/?q=wren").content.decode()

    assert "In whose case you have no part" in page
    assert f"born Fri 3 May 2019, case {child.case_number}" in page
    assert "Wren Demo" in page
    assert "Jenny Blue" not in page
    assert "West team</td>" not in page


def test_the_list_without_a_search_holds_only_those_one_is_concerned_with(client, worker, child):
    assert "Wren" not in client.get("/children/").content.decode()
    assert "Wren" not in client.get("/children/?state=all").content.decode()


def test_a_search_by_sound_finds_whom_one_has_no_part_in(client, worker, child):
    page = client.get("/children/?q=Ren+Demmo").content.decode()

    assert "Wren Demo" in page


@pytest.mark.parametrize("page", ["child", "chronology", "child-people", "child-access"])
def test_every_page_of_the_child_leads_to_the_question_why(client, worker, child, page):
    address = reverse(page, args=[child.pk])

    response = client.get(address)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("open-for-reason", args=[child.pk]))
    asked = client.get(response["Location"]).content.decode()
    assert "Why do you need this record?" in asked
    assert "open to you for 24 hours" in asked


def test_the_file_opens_at_once_and_leads_to_the_page_asked_for(client, worker, child):
    address = reverse("child-people", args=[child.pk])
    asked = client.get(address)["Location"]

    response = client.post(asked, SENT, follow=True)

    assert response.redirect_chain == [(address, 302)]
    assert response.status_code == 200
    assert relations_of(worker, child.pk, date(2026, 11, 25)) == ["reason given"]
    assert Access.objects.get().reason == SENT["reason"]


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org", "/children/999/", "x"])
def test_it_leads_nowhere_else(client, worker, child, away):
    address = reverse("open-for-reason", args=[child.pk])

    response = client.post(f"{address}?next={away}", SENT)

    assert response["Location"] == child.get_absolute_url()


def test_a_file_that_is_open_already_asks_nothing(client, worker):
    own = ChildFactory()

    response = client.get(reverse("open-for-reason", args=[own.pk]))

    assert response["Location"] == own.get_absolute_url()


@pytest.mark.parametrize("missing", ["kind", "reason"])
def test_without_a_reason_nothing_opens(client, worker, child, missing):
    response = open_file(client, child, **{missing: ""})

    assert response.status_code == 422
    assert not Access.objects.exists()


def test_a_reason_of_blanks_is_refused(child):
    with pytest.raises(Refused, match="Say why"):
        open_for(UserFactory(), child, kind="duty", reason="  ")


def test_the_file_closes_by_itself(client, worker, child, time_machine):
    open_file(client, child)
    time_machine.move_to(datetime(2026, 11, 26, 2, 59, 59, tzinfo=UTC))
    client.force_login(worker)
    assert client.get(child.get_absolute_url()).status_code == 200

    time_machine.move_to(datetime(2026, 11, 26, 3, 0, tzinfo=UTC))
    assert client.get(child.get_absolute_url()).status_code == 302


def test_the_hours_are_a_setting(client, worker, child, settings):
    settings.ACCESS_HOURS = 2

    open_file(client, child)

    assert Access.objects.get().lapses_at == datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


def test_manager_and_governance_are_told_at_once_with_a_number_and_no_name(
    client, worker, child, mailoutbox
):
    manager = UserFactory(role=Role.TEAM_MANAGER)
    governance = UserFactory(role=Role.INFORMATION_GOVERNANCE, team=None)
    UserFactory(role=Role.TEAM_MANAGER, team=TeamFactory(name="North team"))

    open_file(client, child)
    deliver_waiting()

    access = Access.objects.get()
    assert {notice.user for notice in Notice.objects.all()} == {manager, governance}
    assert {mail.to[0] for mail in mailoutbox} == {manager.email, governance.email}
    assert len(mailoutbox) == 2
    for mail in mailoutbox:
        assert access.reference in mail.subject + mail.body
        for name in ("Wren", "Demo", child.case_number, worker.name, "Mother rang"):
            assert name not in mail.subject + mail.body


def test_with_nobody_else_to_tell_the_head_of_service_is_told(child):
    head = UserFactory(role=Role.HEAD_OF_SERVICE)

    opened(child)

    assert [notice.user for notice in Notice.objects.all()] == [head]


def test_a_manager_who_opens_a_file_is_not_the_one_who_is_told(child):
    manager = UserFactory(role=Role.TEAM_MANAGER)
    other = UserFactory(role=Role.TEAM_MANAGER)

    opened(child, manager)

    assert [notice.user for notice in Notice.objects.all()] == [other]


def test_it_works_with_the_broker_down(client, worker, child, monkeypatch, transactional_db):
    def down(*args, **kwargs):
        raise ConnectionError("no broker")

    monkeypatch.setattr(deliver_waiting, "apply_async", down)
    UserFactory(role=Role.INFORMATION_GOVERNANCE)

    open_file(client, child)

    assert client.get(child.get_absolute_url()).status_code == 200
    deliver_waiting()
    assert Dispatch.objects.count() == 1


@pytest.mark.parametrize("keep", ["restricted", "conflict"])
def test_no_reason_opens_a_record_that_is_kept_from_the_person(client, worker, child, keep):
    if keep == "restricted":
        restricted(child)
    else:
        in_conflict(worker, child)

    assert client.get(child.get_absolute_url()).status_code == 404
    assert client.get(reverse("open-for-reason", args=[child.pk])).status_code == 404
    assert open_file(client, child).status_code == 404
    assert "Wren" not in client.get("/children/?q=wren").content.decode()
    assert not Access.objects.exists()


def test_an_opening_that_goes_on_ends_when_a_conflict_is_declared(client, worker, child):
    open_file(client, child)
    assert client.get(child.get_absolute_url()).status_code == 200

    in_conflict(worker, child)

    assert client.get(child.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("role", [Role.PARTNER, Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR])
def test_who_may_not_search_is_not_asked_for_a_reason(client, child, role):
    client.force_login(UserFactory(role=role))

    assert client.get(reverse("open-for-reason", args=[child.pk])).status_code == 403
    assert open_file(client, child).status_code == 403
    with pytest.raises(PermissionDenied):
        open_for(UserFactory(role=role), child, **SENT)


def test_an_opening_enters_no_chronology(child):
    before = Event.objects.count()

    opened(child)

    assert Event.objects.count() == before


def test_an_opening_waits_to_be_reviewed_also_after_it_has_lapsed(child):
    access = opened(child)
    governance = UserFactory(role=Role.INFORMATION_GOVERNANCE, team=None)

    assert list(Access.objects.visible_to(governance).to_review()) == [access]

    review(access, governance)
    assert not Access.objects.to_review().exists()
    assert not Notice.objects.waiting().exists()


def test_the_manager_reviews_the_own_team_and_no_other(child):
    access = opened(child)
    manager = UserFactory(role=Role.TEAM_MANAGER)
    other = UserFactory(role=Role.TEAM_MANAGER, team=TeamFactory(name="North team"))

    assert list(Access.objects.visible_to(manager)) == [access]
    assert not Access.objects.visible_to(other).exists()
    with pytest.raises(PermissionDenied):
        review(access, other)
    assert review(access, manager).finding == "justified"


def test_nobody_reviews_their_own_opening(child):
    manager = UserFactory(role=Role.TEAM_MANAGER)
    access = opened(child, manager)

    with pytest.raises(PermissionDenied):
        review(access, manager)


def test_a_social_worker_reviews_none(child):
    access = opened(child)

    assert not Access.objects.visible_to(UserFactory()).exists()
    with pytest.raises(PermissionDenied):
        review(access, UserFactory())


def test_a_review_says_why_and_is_made_once(child):
    access, governance = opened(child), UserFactory(role=Role.INFORMATION_GOVERNANCE)

    with pytest.raises(Refused, match="Say why"):
        review(access, governance, reason=" ")
    review(access, governance)
    with pytest.raises(AlreadyMoved):
        review(access, governance)


def test_a_hundred_files_by_search_and_by_address_open_none_without_a_reason(client, worker):
    children = [ChildFactory(team=TeamFactory(name="West team")) for _ in range(100)]

    answers = {client.get(child.get_absolute_url()).status_code for child in children}

    assert answers == {302}
    assert not Child.objects.visible_to(worker).exists()
