"""A strategy discussion at the browser: from the child's page to the minutes."""

from datetime import date

import pytest

from cpms.accounts.permissions import Role
from cpms.children.models import AgencyKind, Practitioner
from cpms.documents.models import Letter
from cpms.records.submissions import TOKEN_FIELD, new_token
from cpms.strategy_discussions.models import Section47Enquiry, StrategyDiscussion
from tests.children.pages import day
from tests.factories import ChildFactory, PractitionerFactory, TeamFactory, UserFactory
from tests.factories.strategy_discussions import (
    agency_of,
    attended,
    discussion_at,
    held,
    planned,
    prepared,
    with_cause,
)

pytestmark = pytest.mark.django_db

NO_ROWS = {"rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _friday(time_machine):
    time_machine.move_to("2026-11-20 10:00 +0000")


@pytest.fixture
def worker(client):
    user = UserFactory(name="Sam Specimen")
    client.force_login(user)
    return user


def plan(child, chair, **more):
    return {
        "children": [child.pk],
        "meeting_method": "in_person",
        "chair": chair.pk,
        **day("planned_for", "20 11 2026"),
        **more,
    }


def people(*rows):
    sent = {"rows-TOTAL_FORMS": str(len(rows)), "rows-INITIAL_FORMS": "0"}
    for number, (person, is_senior) in enumerate(rows):
        sent[f"rows-{number}-practitioner"] = person.pk
        if is_senior:
            sent[f"rows-{number}-is_senior_enough"] = "on"
    return sent


def hold(chair, **more):
    return {
        "meeting_method": "video",
        "chair": chair.pk,
        "information_shared": "School saw bruises.",
        **day("held_on", "20 11 2026"),
        **more,
    }


def action(agency):
    return {
        "rows-TOTAL_FORMS": "1",
        "rows-INITIAL_FORMS": "0",
        "rows-0-text": "See the child today",
        "rows-0-agency": agency.pk,
        "rows-0-feedback": "Telephone",
        **day("rows-0-due_on", "20 11 2026"),
        **day("rows-0-feedback_on", "23 11 2026"),
    }


DECISION = {
    "outcome": "section_47_initiated",
    "rationale": "The account does not fit.",
    "criminal_investigation": "none",
    "investigation_conduct": "",
}


def test_a_social_worker_walks_from_the_plan_to_the_minutes(client, worker):
    (child,) = with_cause()
    nurse = PractitionerFactory(agency=agency_of(AgencyKind.HEALTH))
    officer = PractitionerFactory(agency=agency_of(AgencyKind.POLICE))

    url = client.post(f"/children/{child.pk}/strategy-discussions/plan/", plan(child, worker)).url
    for step, sent in [
        ("people", people((nurse, True), (officer, True))),
        ("hold", hold(worker)),
        ("analysis", {f"harm_{child.pk}": "Likely to be hurt.", f"background_{child.pk}": ""}),
        ("actions", action(officer.agency)),
        ("outcome", DECISION),
        ("minutes", {**NO_ROWS, **day("circulated_on", "20 11 2026")}),
    ]:
        assert "Next" in client.get(url).content.decode()
        assert client.get(f"{url}{step}/").status_code == 200
        response = client.post(f"{url}{step}/", sent)
        assert (step, response.status_code, response.url) == (step, 302, url)

    discussion = StrategyDiscussion.objects.get()
    assert discussion.state == "section_47_initiated"
    assert discussion.meeting_method == "video"
    assert Section47Enquiry.objects.get().child == child
    assert Letter.objects.count() == 3
    page = client.get(url).content.decode()
    assert "Section 47 enquiries" in page
    assert "School saw bruises." in page
    assert officer.name in page


def test_the_plan_opens_with_today_me_and_every_sibling_with_cause(client, worker):
    (robin,) = with_cause()
    (wren,) = with_cause([ChildFactory(family=robin.family)])
    pip = ChildFactory(family=robin.family)

    response = client.get(f"/children/{robin.pk}/strategy-discussions/plan/")

    page = response.content.decode()
    assert f'<option value="{worker.pk}" selected>' in page
    assert 'name="planned_for_day" type="text" value="20"' in page
    for child, is_chosen in ((robin, True), (wren, True), (pip, False)):
        box = page[page.index(f'name="children" type="checkbox" value="{child.pk}"') :]
        assert ("checked" in box[: box.index(">")]) is is_chosen


def test_who_plans_it_is_entered_as_there_and_need_not_type_it(client, worker):
    (child,) = with_cause()

    client.post(f"/children/{child.pk}/strategy-discussions/plan/", plan(child, worker))

    attendee = StrategyDiscussion.objects.get().attendees.get()
    assert attendee.practitioner.user == worker
    assert attendee.is_senior_enough


def test_without_cause_the_page_says_what_to_do_first_and_refuses(client, worker):
    child = ChildFactory(given_name="Robin")
    url = f"/children/{child.pk}/strategy-discussions/plan/"

    assert "Record the decision first for Robin Demo (ST-01)" in client.get(url).content.decode()
    response = client.post(url, plan(child, worker))

    assert response.status_code == 422
    assert "Record the decision first for Robin Demo (ST-01)" in response.content.decode()
    assert not StrategyDiscussion.objects.exists()


def test_by_telephone_without_a_reason_is_told_beside_the_field(client, worker):
    (child,) = with_cause()

    response = client.post(
        f"/children/{child.pk}/strategy-discussions/plan/",
        plan(child, worker, meeting_method="telephone", place="Room 4"),
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_telephone_reason"' in page
    assert "ST-04" in page
    assert 'value="Room 4"' in page


def test_a_discussion_without_the_police_is_refused_with_the_text_kept(client, worker):
    discussion = attended(planned(chair=worker), without=[AgencyKind.POLICE])

    response = client.post(f"/strategy-discussions/{discussion.pk}/hold/", hold(worker))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Still missing: Police (ST-03)" in page
    assert "School saw bruises." in page
    discussion.refresh_from_db()
    assert discussion.state == "planned"


def test_a_plan_sent_twice_makes_one_discussion(client, worker):
    (child,) = with_cause()
    url = f"/children/{child.pk}/strategy-discussions/plan/"
    sent = plan(child, worker) | {TOKEN_FIELD: new_token()}

    first, second = client.post(url, sent), client.post(url, sent)

    assert first.url == second.url
    assert StrategyDiscussion.objects.count() == 1


def test_an_outcome_sent_twice_is_decided_once(client, worker):
    discussion = prepared(held(attended(planned())))
    url = f"/strategy-discussions/{discussion.pk}/outcome/"
    sent = DECISION | {TOKEN_FIELD: new_token()}

    first, second = client.post(url, sent), client.post(url, sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Section47Enquiry.objects.count() == 1


def test_a_second_decision_is_told_who_decided_before(client, worker):
    discussion = discussion_at("section_17_assessment", by=UserFactory(name="Nour Pilot"))

    response = client.post(f"/strategy-discussions/{discussion.pk}/outcome/", DECISION)

    assert response.status_code == 422
    assert "section 17 assessment: entered by Nour Pilot" in response.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"outcome": ""}, "id_outcome"),
        ({"rationale": ""}, "id_rationale"),
        ({"criminal_investigation": "joint"}, "id_investigation_conduct"),
    ],
)
def test_an_outcome_with_a_gap_is_told_beside_the_field(client, worker, changed, field):
    discussion = prepared(held(attended(planned())))

    response = client.post(
        f"/strategy-discussions/{discussion.pk}/outcome/", {**DECISION, **changed}
    )

    assert response.status_code == 422
    assert f'href="#{field}"' in response.content.decode()
    assert not Section47Enquiry.objects.exists()


def test_an_action_with_a_gap_is_told_and_the_others_are_not_saved(client, worker):
    discussion = held(attended(planned()))
    sent = action(agency_of(AgencyKind.POLICE)) | {"rows-TOTAL_FORMS": "2"}
    sent |= {"rows-1-text": "Medical", **day("rows-1-due_on", "20 11 2026")}

    response = client.post(f"/strategy-discussions/{discussion.pk}/actions/", sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Choose the agency that will do it." in page
    assert "Medical" in page
    assert not discussion.actions.exists()


def test_somebody_not_in_the_directory_is_entered_there_and_as_having_come(client, worker):
    discussion = planned()

    client.post(
        f"/strategy-discussions/{discussion.pk}/people/new/",
        {"name": "Dee Draft", "job_title": "Constable", "is_senior_enough": "on",
         "agency": agency_of(AgencyKind.POLICE).pk},
    )  # fmt: skip

    assert discussion.attendees.get().practitioner == Practitioner.objects.get(name="Dee Draft")


def test_a_person_and_an_action_are_taken_out_again(client, worker):
    discussion = attended(planned())
    url = f"/strategy-discussions/{discussion.pk}"
    row = discussion.attendees.first()
    assert row.practitioner.name in client.get(f"{url}/people/{row.pk}/take-out/").content.decode()
    client.post(f"{url}/people/{row.pk}/take-out/", {})
    assert not discussion.attendees.filter(pk=row.pk).exists()

    prepared(discussion)
    item = discussion.actions.get()
    assert (
        "See the child today." in client.get(f"{url}/actions/{item.pk}/take-out/").content.decode()
    )
    client.post(f"{url}/actions/{item.pk}/take-out/", {})
    assert not discussion.actions.exists()


@pytest.mark.parametrize("page", ["people", "people/new", "analysis", "actions"])
def test_after_the_outcome_the_steps_before_it_say_that_they_are_closed(client, worker, page):
    discussion = discussion_at("section_47_initiated")

    text = client.get(f"/strategy-discussions/{discussion.pk}/{page}/").content.decode()

    assert "What led to it is not changed afterwards (ST-14)" in text


@pytest.mark.parametrize(
    "page",
    ["", "people/", "people/new/", "hold/", "analysis/", "actions/", "outcome/", "minutes/"],
)
def test_the_pages_of_a_discussion_one_may_not_see_are_not_found(client, worker, page):
    hidden = planned([ChildFactory(team=TeamFactory(name="West team"))])

    assert client.get(f"/strategy-discussions/{hidden.pk}/{page}").status_code == 404


@pytest.mark.parametrize(
    "page", ["people/", "people/new/", "hold/", "analysis/", "actions/", "outcome/"]
)
def test_staff_who_see_every_child_read_but_do_not_write(client, page):
    client.force_login(UserFactory(role=Role.UNIT_OFFICER))
    discussion = held(attended(planned())) if page == "outcome/" else planned()
    url = f"/strategy-discussions/{discussion.pk}/"

    assert client.get(url).status_code == 200
    assert client.get(f"{url}{page}").status_code == 403


def test_of_siblings_one_may_not_see_nothing_is_on_the_page(client, worker):
    (robin,) = with_cause([ChildFactory(given_name="Robin")])
    hidden = ChildFactory(
        given_name="Hidden", family=robin.family, team=TeamFactory(name="West team")
    )
    discussion = prepared(held(attended(planned(with_cause([robin, hidden])))))
    url = f"/strategy-discussions/{discussion.pk}/"

    for page in ("", "analysis/", "hold/"):
        text = client.get(f"{url}{page}").content.decode()
        assert "Robin" in text
        assert "Hidden" not in text


def test_the_page_of_a_discussion_asks_as_often_for_many_rows_as_for_few(
    client, worker, constant_queries
):
    discussion = held(attended(planned()))

    def add(count):
        for _ in range(count):
            attended(discussion)
            prepared(discussion)

    constant_queries(f"/strategy-discussions/{discussion.pk}/", add)


def test_the_list_of_a_childs_discussions_asks_as_often_for_many_as_for_few(
    client, worker, constant_queries
):
    (child,) = with_cause()

    def add(count):
        for _ in range(count):
            planned([child])

    constant_queries(f"/children/{child.pk}/strategy-discussions/", add)


def test_an_enquiry_is_concluded_on_its_page(client, worker):
    discussion_at("section_47_initiated")
    enquiry = Section47Enquiry.objects.get()
    url = f"/section-47-enquiries/{enquiry.pk}/"
    assert "Conclude the enquiry" in client.get(url).content.decode()
    assert client.get(f"{url}conclude/").status_code == 200

    client.post(
        f"{url}conclude/",
        {"end": "conclude", "summary": "Harm found.", **day("concluded_on", "20 11 2026")},
    )

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.concluded_on) == ("concluded_substantiated", date(2026, 11, 20))
    page = client.get(url).content.decode()
    assert "Harm found." in page
    assert "Conclude the enquiry" not in page


def test_an_enquiry_about_a_child_one_may_not_see_is_not_found(client, worker):
    discussion_at("section_47_initiated", [ChildFactory(team=TeamFactory(name="West team"))])
    enquiry = Section47Enquiry.objects.get()

    assert client.get(f"/section-47-enquiries/{enquiry.pk}/").status_code == 404
    assert client.get(f"/section-47-enquiries/{enquiry.pk}/conclude/").status_code == 404
