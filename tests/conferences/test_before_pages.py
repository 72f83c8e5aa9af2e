"""The pages before a conference: what each shows, does, refuses, and to whom."""

from datetime import date

import pytest
from django.urls import reverse

from conferences.models import Conference, Report, Response
from conferences.services.inviting import Invitee, invite
from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.documents.models import Letter
from cpms.records.moves import perform
from tests.factories import ChildFactory, UserFactory
from tests.factories.conferences import (
    chosen,
    conference_at,
    family_of_two,
    partner,
    requested,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(client):
    user = UserFactory(role=Role.UNIT_OFFICER)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def address(name, record):
    return reverse(name, args=[record.pk])


def partner_of(conference, kind="police"):
    return conference.invitations.get(practitioner__agency__kind=kind).practitioner.user


SCHEDULE = {
    "scheduled_at_day": "9",
    "scheduled_at_month": "12",
    "scheduled_at_year": "2026",
    "scheduled_at_time": "10:00",
    "venue": "Civic Annexe, room 2",
}


def test_a_social_worker_asks_for_a_conference_for_both_siblings(client):
    children = family_of_two()
    client.force_login(children[0].lead_professional)
    url = address("conference-request", children[0])

    page = text_of(client.get(url))
    answer = client.post(
        url,
        {
            "children": [child.pk for child in children],
            "kind": "initial",
            "reason": "Bruising.",
            "other_ground": "A court asked for it.",
        },
    )

    assert "No section 47 enquiry leads here" in page
    conference = Conference.objects.get()
    assert answer.url == conference.get_absolute_url()
    assert conference.decisions.count() == 2


def test_what_was_typed_stays_when_the_request_is_refused(client):
    child = family_of_two()[0]
    client.force_login(child.lead_professional)

    answer = client.post(
        address("conference-request", child),
        {"children": [child.pk], "kind": "initial", "reason": "Bruising on both arms."},
    )

    assert answer.status_code == 422
    assert "No section 47 enquiry leads to a conference" in text_of(answer)
    assert "Bruising on both arms." in text_of(answer)


def test_the_unit_agrees_on_the_page_that_says_why_it_is_asked(client, unit):
    conference = requested()
    url = address("conference-agree", conference)

    assert conference.reason in text_of(client.get(url))
    client.post(url)

    assert Conference.objects.get().state == "agreed"


def test_a_social_worker_is_not_shown_the_agreement(client):
    conference = requested()
    client.force_login(conference.concerned_children()[0].lead_professional)

    assert client.get(address("conference-agree", conference)).status_code == 403


def test_declining_without_reasons_shows_where_they_are_missing(client, unit):
    answer = client.post(address("conference-decline", requested()), {"reason": ""})

    assert answer.status_code == 422
    assert "Give the reasons." in text_of(answer)


def test_the_page_to_schedule_shows_the_last_day_in_time_and_why(client, unit):
    page = text_of(client.get(address("conference-schedule", conference_at("agreed"))))

    assert "Thu 10 Dec" in page
    assert "Why this date?" in page
    assert "later than the timescale allows" not in page


def test_a_late_day_is_warned_of_first_and_kept_with_its_reason(client, unit):
    conference = conference_at("agreed")
    chair = UserFactory(role=Role.CONFERENCE_CHAIR)
    late = {**SCHEDULE, "scheduled_at_day": "11", "chair": chair.pk}
    url = address("conference-schedule", conference)

    warned = client.post(url, late)

    assert warned.status_code == 422
    assert "The last day in time is Thursday 10 December 2026" in text_of(warned)
    assert Conference.objects.get().state == "agreed"

    client.post(url, {**late, "lateness_reason": "The child protection medical is on the 10th."})

    kept = Conference.objects.get()
    assert (kept.state, kept.lateness_reason[:9]) == ("scheduled", "The child")


def test_a_day_in_time_needs_no_reason(client, unit):
    chair = UserFactory(role=Role.CONFERENCE_CHAIR)

    client.post(
        address("conference-schedule", conference_at("agreed")), {**SCHEDULE, "chair": chair.pk}
    )

    assert Conference.objects.get().state == "scheduled"


def test_nobody_but_chairs_is_offered_as_chair(client, unit):
    conference = conference_at("agreed")

    answer = client.post(address("conference-schedule", conference), {**SCHEDULE, "chair": unit.pk})

    assert answer.status_code == 422
    assert "rom the answers shown" in text_of(answer)


def test_everyone_known_is_suggested_and_the_list_is_kept(client, unit):
    conference = conference_at("scheduled")
    url = address("conference-invitations", conference)
    lead = conference.concerned_children()[0].lead_professional
    other = partner("housing")

    page = text_of(client.get(url))
    keys = [f"practitioner-{lead.practitioner.pk}"]
    child = conference.concerned_children()[0]
    client.post(
        url,
        {
            "invite": keys,
            "knows": [f"{keys[0]}:{child.pk}"],
            "invited_for": [f"{keys[0]}:{child.pk}"],
            "other": other.pk,
            "other_as": "advocate",
        },
    )

    assert str(lead) in page
    rows = {row.name: row for row in conference.invitations.all()}
    assert set(rows) == {str(lead), other.name}
    assert list(rows[str(lead)].knows.all()) == [child]
    assert rows[other.name].invited_as == "advocate"


def test_professionals_of_the_strategy_discussion_are_suggested_and_the_chair_is_not(client, unit):
    conference = conference_at("scheduled")
    met = conference.decisions.first().enquiry.discussion.attendees.first().practitioner
    met.user = conference.chair
    met.save()

    page = text_of(client.get(address("conference-invitations", conference)))

    others = conference.decisions.first().enquiry.discussion.attendees.exclude(practitioner=met)
    assert others.first().practitioner.name in page
    assert met.name not in page


def test_a_child_of_ten_is_suggested_and_a_baby_is_only_offered(client, unit):
    old = ChildFactory(given_name="Ash", date_of_birth=date(2013, 1, 1))
    young = ChildFactory(family=old.family, given_name="Bay", date_of_birth=date(2025, 1, 1))
    conference = conference_at("scheduled", [old, young])

    page = text_of(client.get(address("conference-invitations", conference)))

    assert f'value="child-{old.pk}" checked' in page
    assert f'value="child-{young.pk}" checked' not in page
    assert f'value="child-{young.pk}"' in page


def test_each_letter_is_seen_before_it_goes_and_sending_is_one_button(client, unit):
    conference = chosen(conference_at("scheduled"))
    mother = conference.invitations.get(person__isnull=False)

    preview = text_of(client.get(address("conference-convene", conference)))
    letter = text_of(client.get(address("invitation-letter", mother)))
    client.post(address("conference-convene", conference))

    assert "Show what Gale Demo gets" in preview
    assert "It is called a child protection conference" in letter
    assert Conference.objects.get().state == "convened"
    assert Letter.objects.count() == 5


def test_what_the_list_lacks_for_quoracy_is_said_before_letters_go(client, unit):
    conference = chosen(conference_at("scheduled"))
    for row in conference.invitations.exclude(practitioner__agency__kind="police"):
        row.knows.clear()

    page = text_of(client.get(address("conference-convene", conference)))

    assert "1 more agency in direct contact" in page


def test_the_form_sent_twice_sends_the_letters_once(client, unit):
    conference = chosen(conference_at("scheduled"))
    token = {"form_token": "5f5a4c1e-8a9f-4b53-9d55-8d1d3c1b9a01"}

    first = client.post(address("conference-convene", conference), token)
    second = client.post(address("conference-convene", conference), token)

    assert (first.status_code, second.url) == (302, first.url)
    assert Letter.objects.count() == 5


def test_the_conference_page_says_what_is_next_and_who_is_late(client, unit):
    conference = conference_at("convened")

    page = text_of(client.get(conference.get_absolute_url()))

    assert "0 of 4 in" in page
    assert "4 reports still to come" in page
    assert Look.objects.filter(user=unit).count() == 2


def test_the_lead_professional_is_told_to_write_the_report(client):
    conference = conference_at("convened")
    client.force_login(conference.concerned_children()[0].lead_professional)

    assert "Write your report" in text_of(client.get(conference.get_absolute_url()))


def test_a_partner_has_the_own_page_and_not_the_conference(client):
    conference = conference_at("convened")
    client.force_login(partner_of(conference))

    page = text_of(client.get(reverse("partner")))

    assert "Reports to write" in page
    assert "Tue 8 Dec 2026, 10:00" in page
    assert client.get(conference.get_absolute_url()).status_code == 403


def test_a_partner_answers_the_own_invitation_and_no_other(client):
    conference = conference_at("convened")
    own = conference.invitations.get(practitioner__agency__kind="police")
    other = conference.invitations.get(practitioner__agency__kind="health")
    client.force_login(own.practitioner.user)

    done = client.post(
        address("invitation-answer", own), {"response": "deputy", "deputy_name": "Sgt Trial"}
    )

    assert done.url == reverse("partner")
    own.refresh_from_db()
    assert (own.response, own.deputy_name) == (Response.DEPUTY, "Sgt Trial")
    assert client.get(address("invitation-answer", other)).status_code == 404


def test_a_social_worker_does_not_answer_for_others(client):
    conference = conference_at("convened")
    other = conference.invitations.get(practitioner__agency__kind="health")
    client.force_login(conference.concerned_children()[0].lead_professional)

    assert client.get(address("invitation-answer", other)).status_code == 403
    assert (
        client.post(address("invitation-answer", other), {"response": "coming"}).status_code == 403
    )


def report_for(client, kind="police"):
    conference = conference_at("convened")
    client.force_login(partner_of(conference, kind))
    return conference.reports.get(invitation__practitioner__agency__kind=kind)


def written(report, text="Seen with a bruise on 3 November.", **more):
    child = report.concerned_children()[0]
    return {
        "rows-TOTAL_FORMS": "2",
        "rows-INITIAL_FORMS": "0",
        "rows-0-kind": "observation",
        "rows-0-text": text,
        "rows-0-children": [child.pk],
        "sharing": "shared",
        "shared_on_day": "20",
        "shared_on_month": "11",
        "shared_on_year": "2026",
        **more,
    }


def test_a_partner_keeps_a_draft_and_submits_it(client):
    report = report_for(client)
    url = address("report-write", report)

    client.post(url, written(report, keep="yes"))
    assert "Seen with a bruise on 3 November." in text_of(client.get(url))
    client.post(url, written(report, submit="yes"))

    report = Report.objects.get(pk=report.pk)
    assert (report.state, report.statements.count()) == ("submitted", 1)
    assert "Seen with a bruise" in text_of(client.get(address("report", report)))


def test_a_conviction_stops_the_report_and_asks_for_consent(client):
    report = report_for(client)
    url = address("report-write", report)
    told = written(report, "He was convicted of assault.", submit="yes")

    stopped = client.post(url, told)

    assert stopped.status_code == 422
    assert "the person consents to it standing here" in text_of(stopped)
    client.post(url, {**told, "has_consent_for_convictions": "on"})
    assert Report.objects.get(pk=report.pk).state == "submitted"


def test_a_report_not_shared_yet_can_be_kept_and_not_submitted(client):
    report = report_for(client)

    answer = client.post(
        address("report-write", report), written(report, sharing="not_yet", submit="yes")
    )

    assert answer.status_code == 422
    assert "on which day the parents saw the report" in text_of(answer)


def test_a_partner_finds_no_report_of_another_agency(client):
    report = report_for(client)
    other = report.conference.reports.get(invitation__practitioner__agency__kind="health")

    for name in ("report", "report-write"):
        assert client.get(address(name, other)).status_code == 404


def test_one_click_reminds_and_a_second_on_the_same_day_is_told(client, unit):
    report = conference_at("convened").reports.first()
    Letter.objects.all().delete()

    first = client.post(address("report-remind", report))
    second = client.post(address("report-remind", report))

    assert (first.status_code, second.status_code) == (302, 422)
    assert "sent today already" in text_of(second)
    assert Letter.objects.count() == 1


def test_the_list_is_filtered_by_its_address(client, unit):
    conference_at("requested")
    conference_at("scheduled")

    to_come = text_of(client.get(reverse("conferences")))
    to_agree = text_of(client.get(reverse("conferences"), {"show": "to-agree"}))

    assert "To agree (1)" in to_come
    assert "Tue 8 Dec 2026, 10:00" in to_come
    assert "Last day in time: Thu 10 Dec 2026" in to_agree


def test_a_social_worker_sees_the_conferences_of_the_own_children_only(client):
    conference = conference_at("requested")
    other = conference_at("requested")
    for child in other.concerned_children():
        child.team = type(child.team).objects.create(name=f"Team of {child.pk}")
        child.save()
    client.force_login(conference.concerned_children()[0].lead_professional)

    page = text_of(client.get(reverse("conferences"), {"show": "to-agree"}))

    assert conference.get_absolute_url() in page
    assert other.get_absolute_url() not in page
    assert client.get(other.get_absolute_url()).status_code == 404


def test_a_child_has_a_page_of_its_conferences(client, unit):
    conference = conference_at("scheduled")

    page = text_of(client.get(address("child-conferences", conference.concerned_children()[0])))

    assert conference.get_absolute_url() in page
    assert "Ask for a conference" in page


def test_the_list_asks_the_database_as_often_for_twenty_as_for_two(constant_queries, unit):
    def add(number):
        for _ in range(number):
            requested([ChildFactory()], other_ground="Asked for by a court.")

    constant_queries(reverse("conferences") + "?show=to-agree", add)


def test_the_partners_page_asks_the_database_as_often_for_twenty_as_for_two(
    client, constant_queries
):
    conference = conference_at("convened")
    row = conference.invitations.get(practitioner__agency__kind="police")
    client.force_login(row.practitioner.user)

    def add(number):
        for _ in range(number):
            other = requested([ChildFactory()], other_ground="Asked for by a court.")
            other.scheduled_at, other.chair = conference.scheduled_at, conference.chair
            other.save()
            row.pk = None
            row._state.adding = True
            row.conference = other
            row.save()

    constant_queries(reverse("partner"), add)


def test_a_statement_without_words_is_taken_out_of_the_draft(client):
    report = report_for(client)
    url = address("report-write", report)
    client.post(url, written(report, keep="yes"))

    client.post(url, written(report, "", **{"rows-INITIAL_FORMS": "1"}, keep="yes"))

    assert report.statements.count() == 0


def test_the_conferences_page_asks_the_database_as_often_for_twenty_as_for_two(
    constant_queries, unit
):
    conference = conference_at("convened")

    def add(number):
        for _ in range(number):
            row = invite(conference, Invitee(partner("housing"), "professional"), by=unit)
            row.sent_on = date(2026, 11, 23)
            row.save()
            perform(
                Report(conference=conference, invitation=row),
                "request",
                by=unit,
                requested_on=date(2026, 11, 23),
            )

    constant_queries(conference.get_absolute_url(), add)
