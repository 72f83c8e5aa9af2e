"""The page of the day without any script: every act by a plain form."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conferences.models import Conference, Decision, Passage, Recommendation
from conferences.models.invitation import Attendance
from conferences.services import minutes
from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.children.models import AgencyKind
from cpms.records.moves import perform
from tests.factories import UserFactory
from tests.factories.meetings import (
    MET_ON,
    convened,
    family_of,
    give_views,
    held,
    invite,
    opened,
    plan_made,
    ready,
    settle_all,
    speaker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chaired(client):
    """Sign in as the chair of a conference and return the client."""

    def sign_in(conference):
        client.force_login(conference.chair)
        return client

    return sign_in


def day(conference):
    return reverse("conference-day", args=[conference.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def only(conference):
    return conference.decisions.get()


# Who may see it


@pytest.mark.parametrize("role", [Role.PARTNER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_the_page_of_the_day_is_for_the_chair_and_the_minute_taker(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get(day(opened())).status_code == 403


def test_the_minute_taker_sees_the_page_and_no_way_to_stand_it_down(client):
    client.force_login(UserFactory(role=Role.UNIT_OFFICER))

    page = text_of(client.get(day(opened())))

    assert "Agenda and minutes" in page
    assert "Stand down" not in page


def test_a_look_is_written_for_each_child_and_none_for_the_live_parts(chaired):
    conference = opened(*family_of("Ash", "Bay"))
    chair = chaired(conference)

    chair.get(day(conference))
    chair.get(day(conference) + "panel/")

    assert Look.objects.count() == 2


# What it shows


def test_the_page_says_who_is_quorate_and_what_the_others_need(chaired):
    ash, bay = family_of("Ash", "Bay")
    conference = opened(ash, bay)
    for agency in ("Mockshire Police", "School nursing"):
        speaker(conference, agency).knows.set([ash])

    page = text_of(chaired(conference).get(day(conference)))

    assert "Ash: quorate" in page
    assert "Bay: not quorate" in page
    assert "Social Care, Pear Tree Primary. Needs 1 more agency." in page
    assert "Bay: 1 more agency before it can be decided" in page


def test_the_tally_is_held_back_while_a_child_is_not_quorate(chaired):
    ash, bay = family_of("Ash", "Bay")
    conference = opened(ash, bay)
    give_views(conference.decisions.get(child=bay), "plan", "no_plan")
    for agency in ("Mockshire Police", "School nursing"):
        speaker(conference, agency).knows.set([ash])

    page = text_of(chaired(conference).get(day(conference)))

    assert "Held back" in page
    assert "2 given, 1 to come; not quorate" in page
    assert "Equal:" not in page


def test_an_equal_split_is_explained_with_the_day_to_refer_it(chaired):
    conference = ready(views=("plan", "plan", "no_plan", "no_plan"))

    page = text_of(chaired(conference).get(day(conference)))

    assert "Equal: 2, 2" in page
    assert "becomes subject of a plan. Refer to the Head of Service by <b>Tue 1 Dec</b>" in page


def test_no_contact_not_asked_and_not_here_are_told_apart(chaired):
    ash, bay = family_of("Ash", "Bay")
    conference = opened(ash, bay)
    speaker(conference, "Mockshire Police").knows.set([ash])
    nursery = invite(conference, "Little Acorn Nursery", AgencyKind.EDUCATION, knows=[bay])

    page = text_of(chaired(conference).get(day(conference)))

    assert "no contact" in page
    assert "Ask for a view" in page
    assert "Not here" in page
    assert nursery.name in page


def test_each_missing_thing_links_to_where_it_is_entered(chaired):
    conference = opened()
    decision = only(conference)

    page = text_of(chaired(conference).get(day(conference)))

    for part in ("test", "outline", "core-group", "first-core-group", "review", "contingency"):
        assert f'href="/decisions/{decision.pk}/settle/{part}/"' in page


def test_the_page_asks_the_database_the_same_number_of_questions_for_many_as_for_few(
    chaired,
):
    few = opened(*family_of("Ash"))
    many = opened(*family_of("Ash", "Bay", "Cedar"))
    children = many.concerned_children()
    for number in range(8):
        invite(many, f"Agency {number} of many", AgencyKind.HEALTH, knows=children)
    for decision in many.decisions.all():
        give_views(decision, "plan", "plan", "no_plan", "no_plan")
        settle_all(decision)
    give_views(only(few), "plan")
    settle_all(only(few))
    client = chaired(few)
    client.get(day(few))  # what is read once for all pages is read now
    with CaptureQueriesContext(connection) as for_few:
        client.get(day(few))
    client.force_login(many.chair)
    client.get(day(many))
    with CaptureQueriesContext(connection) as for_many:
        client.get(day(many))

    assert len(for_many) <= len(for_few)


# Acts


def test_somebody_is_marked_as_here_by_one_button(chaired):
    conference = opened(is_quorate=False)
    police = speaker(conference, "Mockshire Police")
    address = reverse("attendance-mark", args=[conference.pk, police.pk])

    answer = chaired(conference).post(address, {"attendance": "video"})

    assert answer.url == f"{day(conference)}?show=attendance#here"
    police.refresh_from_db()
    assert police.is_present
    assert police.attendance == Attendance.VIDEO


def test_somebody_who_has_left_no_longer_counts(chaired):
    conference = opened()
    police = speaker(conference, "Mockshire Police")

    chaired(conference).post(
        reverse("attendance-mark", args=[conference.pk, police.pk]), {"attendance": "left"}
    )

    police.refresh_from_db()
    assert not police.is_present
    assert police.came


def test_a_professional_who_was_not_invited_is_added(chaired):
    conference = opened()
    agency = speaker(conference, "School nursing").practitioner.agency

    chaired(conference).post(
        reverse("attendance-add", args=[conference.pk]),
        {
            "invited_as": "professional",
            "name": "Lee Dummy",
            "job_title": "Nursery nurse",
            "agency": agency.pk,
            "attendance": "in_person",
            "knows": [only(conference).child_id],
        },
    )

    added = conference.invitations.get(practitioner__name="Lee Dummy")
    assert added.is_present
    assert list(added.knows.all()) == [only(conference).child]


def test_somebody_added_without_an_agency_is_refused_and_what_was_typed_stays(chaired):
    conference = opened()

    answer = chaired(conference).post(
        reverse("attendance-add", args=[conference.pk]),
        {"invited_as": "professional", "name": "Lee Dummy", "attendance": "in_person"},
    )

    assert answer.status_code == 422
    assert "Say from which agency the person comes" in text_of(answer)
    assert 'value="Lee Dummy"' in text_of(answer)


def test_a_view_is_given_on_its_page(chaired):
    conference = opened()
    police = speaker(conference, "Mockshire Police")
    address = reverse("decision-view", args=[only(conference).pk, police.pk])
    client = chaired(conference)
    assert "Mockshire Police: view on Ash Demo" in text_of(client.get(address))

    answer = client.post(address, {"view": "plan", "category": "neglect", "reasons": "Alone."})

    assert answer.url == f"{day(conference)}#views"
    assert Recommendation.objects.get().category == "neglect"


def test_a_view_without_its_category_is_refused_and_the_reasons_stay(chaired):
    conference = opened()
    police = speaker(conference, "Mockshire Police")

    answer = chaired(conference).post(
        reverse("decision-view", args=[only(conference).pk, police.pk]),
        {"view": "plan", "reasons": "Found alone on Sunday."},
    )

    assert answer.status_code == 422
    assert "names the category of harm" in text_of(answer)
    assert "Found alone on Sunday." in text_of(answer)


def test_a_view_is_taken_back(chaired):
    conference = opened()
    give_views(only(conference), "plan")
    care = speaker(conference, "Children’s Social Care")

    chaired(conference).post(
        reverse("decision-view-take-back", args=[only(conference).pk, care.pk]), {}
    )

    assert not Recommendation.objects.exists()


PARTS = {
    "test": {"limb": "is_likely", "category": "emotional", "concerns": "Shouting at night."},
    "strengths": {"strengths": "A loving grandmother."},
    "assessments": {"assessments": "Core assessment."},
    "involvement": {"involvement": "With an advocate."},
    "contingency": {"contingency": "Legal planning."},
    "early-reconvening": {"early_reconvening": "A new injury."},
    "childs-views": {"childs_views": "“I want it to be quiet.”"},
    "support": {"support_considered": "Family Group Conference."},
    "deferral": {"missing_information": "Report", "who_gets_it": "Sam"},
    "quoracy": {"quoracy_breach_reason": "No other agency knows Ash."},
    "override": {"override_reason": "New disclosure."},
    "exceptional": {"exceptional_reason": "Looked after."},
    "review": {"review_on": "2027-02-16"},
}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_shown_and_settled_by_its_form(chaired, part):
    conference = opened()
    address = reverse("decision-settle", args=[only(conference).pk, part])
    client = chaired(conference)
    assert client.get(address).status_code == 200

    assert client.post(address, PARTS[part]).status_code == 302

    decision = only(conference)
    for field, value in PARTS[part].items():
        assert str(getattr(decision, field)) == value


@pytest.mark.parametrize("part", [*PARTS, "outline", "core-group", "first-core-group", "step-down"])
def test_a_part_left_empty_is_refused(chaired, part):
    conference = opened()

    answer = chaired(conference).post(
        reverse("decision-settle", args=[only(conference).pk, part]),
        {"needs-TOTAL_FORMS": "0", "needs-INITIAL_FORMS": "0"},
    )

    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)


def test_the_outline_is_entered_line_by_line(chaired):
    conference = opened()
    lines = {
        "needs-TOTAL_FORMS": "2",
        "needs-INITIAL_FORMS": "0",
        "needs-0-need": "Safe evenings",
        "needs-0-outcome": "Never alone",
        "needs-0-by_when_day": "29",
        "needs-0-by_when_month": "1",
        "needs-0-by_when_year": "2027",
    }

    answer = chaired(conference).post(
        reverse("decision-settle", args=[only(conference).pk, "outline"]), lines
    )

    assert answer.status_code == 302
    line = only(conference).outline.get()
    assert (line.need, line.by_when) == ("Safe evenings", date(2027, 1, 29))


def test_the_core_group_is_chosen_among_those_who_came(chaired):
    conference = opened()
    school = speaker(conference, "Pear Tree Primary").practitioner
    mother = conference.invitations.get(person__isnull=False).person

    chaired(conference).post(
        reverse("decision-settle", args=[only(conference).pk, "core-group"]),
        {"practitioners": [school.pk], "people": [mother.pk]},
    )

    assert {str(place) for place in only(conference).core_group.all()} == {
        school.name,
        mother.name,
    }


def test_the_first_core_group_is_chosen_among_the_days_in_time(chaired):
    conference = opened()
    address = reverse("decision-settle", args=[only(conference).pk, "first-core-group"])
    client = chaired(conference)
    page = text_of(client.get(address))
    assert "Tue 8 Dec 2026" in page
    assert "Wed 9 Dec 2026" not in page

    client.post(address, {"day": "2026-12-03", "time": "15:30"})

    assert only(conference).first_core_group_at == datetime(2026, 12, 3, 15, 30, tzinfo=UTC)


def test_a_day_that_was_not_offered_is_refused(chaired):
    conference = opened()

    answer = chaired(conference).post(
        reverse("decision-settle", args=[only(conference).pk, "review"]),
        {"review_on": "2026-12-25"},
    )

    assert answer.status_code == 422
    assert only(conference).review_on is None


def test_the_same_is_settled_for_siblings_at_once(chaired):
    ash, bay, cedar = family_of("Ash", "Bay", "Cedar")
    conference = opened(ash, bay, cedar)
    by_child = {row.child: row for row in conference.decisions.all()}

    chaired(conference).post(
        reverse("decision-settle", args=[by_child[ash].pk, "contingency"]),
        {"contingency": "Legal planning.", "also_for": [by_child[bay].pk]},
    )

    settled = {row.child.given_name: row.contingency for row in conference.decisions.all()}
    assert settled == {"Ash": "Legal planning.", "Bay": "Legal planning.", "Cedar": ""}


def test_only_the_chair_departs_from_the_rule(client):
    conference = opened()
    client.force_login(UserFactory(role=Role.UNIT_OFFICER))

    answer = client.post(
        reverse("decision-settle", args=[only(conference).pk, "override"]),
        {"override_reason": "Because."},
    )

    assert answer.status_code == 403
    assert only(conference).override_reason == ""


def test_a_field_that_the_form_does_not_ask_for_changes_nothing(chaired):
    conference = opened()

    chaired(conference).post(
        reverse("decision-settle", args=[only(conference).pk, "strengths"]),
        {"strengths": "Kind.", "state": "plan_made", "is_overridden": "1", "category": "sexual"},
    )

    decision = only(conference)
    assert (decision.state, decision.is_overridden, decision.category) == ("awaited", False, "")


def test_the_close_page_says_for_each_outcome_what_stands_in_the_way(chaired):
    conference = opened()
    address = reverse("decision-close", args=[only(conference).pk])

    page = text_of(chaired(conference).get(address))

    assert "Still to settle for Ash Demo" in page
    assert "Record which support is considered" in page
    assert "Defer only where critical information is missing" in page
    assert "The plan ends" not in page


def test_a_decision_closes_from_its_page_and_then_the_conference(chaired):
    conference = ready()
    client = chaired(conference)
    decision = only(conference)

    client.post(reverse("decision-decide", args=[decision.pk, "make_plan"]))
    answer = client.post(reverse("conference-hold", args=[conference.pk]))

    assert answer.url == reverse("conference-after", args=[conference.pk])
    assert Decision.objects.get(pk=decision.pk).state == "plan_made"
    assert Conference.objects.get(kind="initial").held_on == MET_ON


def test_a_refused_close_says_so_on_the_page(chaired):
    conference = opened()

    answer = chaired(conference).post(
        reverse("decision-decide", args=[only(conference).pk, "make_plan"])
    )

    assert answer.status_code == 422
    assert "Ask for a view first" in text_of(answer)


def test_a_conference_is_opened_and_stood_down_on_its_pages(chaired):
    conference = convened()
    client = chaired(conference)

    client.post(reverse("conference-open", args=[conference.pk]))
    refused = client.post(reverse("conference-stand-down", args=[conference.pk]), {"reason": ""})
    assert refused.status_code == 422
    client.post(reverse("conference-stand-down", args=[conference.pk]), {"reason": "Inquorate."})

    stood_down = Conference.objects.get()
    assert stood_down.state == "stood_down"
    assert timezone.localdate(stood_down.opened_at) == timezone.localdate()
    assert client.get(day(conference)).status_code == 200


@pytest.mark.parametrize("make", [convened, opened, ready, plan_made, held])
def test_the_page_is_there_in_every_state_of_the_day(chaired, make):
    conference = make()

    assert chaired(conference).get(day(conference)).status_code == 200


# Minutes


def saving(conference, position=6, kind="save"):
    passage = conference.passages.get(position=position)
    return passage, reverse(f"passage-{kind}", args=[conference.pk, passage.pk])


def test_minutes_are_saved_by_a_plain_form(chaired):
    conference = opened()
    passage, address = saving(conference)

    answer = chaired(conference).post(address, {"text": "All recommend a plan.", "version": "0"})

    assert answer.url == f"{day(conference)}?item=6#item-6"
    passage.refresh_from_db()
    assert (passage.text, passage.version) == ("All recommend a plan.", 1)


def test_without_a_script_a_conflict_shows_both_wordings_and_the_next_save_holds(chaired):
    conference = opened()
    passage, address = saving(conference)
    client = chaired(conference)
    client.post(address, {"text": "Jo’s words.", "version": "0"})

    answer = client.post(address, {"text": "Morgan’s words.", "version": "0"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Jo’s words." in page
    assert "Morgan’s words." in page
    assert '<input type="hidden" name="version" value="1"' in page

    client.post(address, {"text": "Jo’s words. Morgan’s words.", "version": "1"})
    passage.refresh_from_db()
    assert passage.text == "Jo’s words. Morgan’s words."


def test_autosave_answers_with_the_new_version(chaired):
    conference = opened()
    _, address = saving(conference, kind="autosave")

    answer = chaired(conference).post(address, {"text": "Ash.\r\nBay.", "version": "0"})

    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert Passage.objects.get(position=6).text == "Ash.\nBay."


def test_autosave_on_top_of_an_old_version_answers_409_with_the_other_wording(chaired):
    conference = opened()
    _, address = saving(conference, kind="autosave")
    client = chaired(conference)
    client.post(address, {"text": "Jo’s words.", "version": "0"})

    answer = client.post(address, {"text": "Morgan’s words.", "version": "0"})

    assert answer.status_code == 409
    assert answer.json()["text"] == "Jo’s words."
    assert answer.json()["version"] == 1
    assert client.get(address).json()["text"] == "Jo’s words."


def test_autosave_of_approved_minutes_says_why_not(chaired):
    conference = held()
    _, address = saving(conference, kind="autosave")
    client = chaired(conference)
    client.post(address, {"text": "Draft.", "version": "0"})
    perform(conference, "approve_minutes", by=conference.chair, approved_on=MET_ON)

    answer = client.post(address, {"text": "Changed.", "version": "1"})

    assert answer.status_code == 422
    assert "A change is now an amendment" in answer.json()["refusal"]


def test_earlier_wordings_are_all_there(chaired):
    conference = opened()
    passage, address = saving(conference)
    client = chaired(conference)
    client.post(address, {"text": "First wording.", "version": "0"})
    client.post(address, {"text": "Second wording.", "version": "1"})

    page = text_of(client.get(reverse("passage-wordings", args=[conference.pk, passage.pk])))

    assert page.index("Second wording.") < page.index("First wording.")


def test_a_passage_of_another_conference_is_not_found_here(chaired):
    conference, other = opened(), opened()
    passage, _ = saving(other)

    answer = chaired(conference).post(
        reverse("passage-save", args=[conference.pk, passage.pk]), {"text": "x", "version": "0"}
    )

    assert answer.status_code == 404


def test_a_passage_is_added_from_the_page(chaired):
    conference = opened()
    mother = conference.invitations.get(person__isnull=False)
    client = chaired(conference)
    address = reverse("passage-add", args=[conference.pk])
    refused = client.post(address, {"heading": "Police", "withheld_from": [mother.pk]})
    assert refused.status_code == 422
    assert 'value="Police"' in text_of(refused)

    client.post(
        address,
        {"heading": "Police", "withheld_from": [mother.pk], "withheld_reason": "Witness at risk."},
    )

    assert "Withheld from Gale Example" in text_of(client.get(day(conference)))


@pytest.fixture
def minute_taker_kept_out(client):
    """An open conference with a passage withheld from the minute taker, who is signed in."""
    conference = opened()
    taker = UserFactory(role=Role.UNIT_OFFICER)
    withheld = invite(conference, "Oak Lane", AgencyKind.HEALTH)
    withheld.practitioner.user = taker
    withheld.practitioner.save()
    passage = minutes.add_passage(
        conference,
        heading="Evidence of a witness",
        withheld_from=[withheld],
        withheld_reason="A witness would be at risk.",
        by=conference.chair,
    )
    moment = conference.opened_at
    minutes.save_passage(passage, text="CANARY", version=0, at=moment, by=conference.chair)
    client.force_login(taker)
    return conference, passage


def test_a_passage_withheld_from_the_minute_taker_is_on_no_page_of_theirs(
    client, chaired, minute_taker_kept_out
):
    conference, passage = minute_taker_kept_out

    page = client.get(day(conference))

    assert page.status_code == 200
    assert "CANARY" not in page.content.decode()
    assert "Evidence of a witness" not in page.content.decode()
    for kind in ("save", "autosave", "wordings"):
        address = reverse(f"passage-{kind}", args=[conference.pk, passage.pk])
        assert client.get(address).status_code == 404
    assert "CANARY" in chaired(conference).get(day(conference)).content.decode()
