"""One family goes from a referral to a detailed plan, by several people at a browser (issue 2).

Each act below is done on the pages, by the links and buttons that people have. Every page
passed is looked at by axe at a desk and on a phone. The clock is moved for browser and service
alike, so the story takes months and the test minutes.
"""

import pytest

from tests.browser.road import (
    after,
    conference,
    core_group,
    dashboard,
    day,
    desk,
    people,
    strategy,
)
from tests.browser.road.traveller import Traveller

# Minutes long, with axe on every page: behind `bin/test slow` until its reviews are walked too.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(1800),
    pytest.mark.slow,
]


@pytest.fixture
def somebody(open_page, violations, runs_over):
    """Somebody at a window; at the end no page may have broken a rule of access."""
    traveller = Traveller(open_page(), violations, runs_over)
    traveller.on("2026-11-02 09:00")
    people.meet()
    yield traveller
    traveller.back_to_the_present()
    assert "\n".join(traveller.faults) == ""


def test_a_family_goes_from_a_referral_to_a_plan_that_is_carried_out(somebody):
    strategy.the_social_worker_registers_a_child_and_a_sibling(somebody)
    strategy.the_social_worker_adds_the_mother(somebody)
    strategy.the_team_manager_allocates_both_children(somebody)
    strategy.the_social_worker_records_reasonable_cause(somebody)
    strategy.a_strategy_discussion_by_telephone_needs_a_reason(somebody)
    strategy.it_is_not_held_without_the_three_agencies(somebody)
    strategy.health_and_police_take_part(somebody)
    strategy.each_child_is_analysed_and_a_smart_action_agreed(somebody)
    strategy.the_outcome_is_section_47_enquiries(somebody)

    conference.the_social_worker_asks_for_an_initial_conference(somebody)
    conference.the_unit_agrees(somebody)
    conference.the_unit_schedules_it_in_time_on_a_working_day(somebody)
    conference.the_unit_invites_those_who_know_the_children(somebody)
    conference.the_unit_sends_the_invitations(somebody)
    conference.the_social_worker_reports(somebody)
    conference.the_school_nurse_reports(somebody)

    day.the_chair_opens_the_conference(somebody)
    day.the_conference_becomes_quorate_for_each_child(somebody)
    day.the_minutes_save_themselves(somebody)
    day.each_line_of_management_recommends_for_each_child(somebody)
    day.a_decision_does_not_close_before_the_list_is_complete(somebody)
    day.the_chair_settles_the_test_for_both_children(somebody)
    day.the_chair_names_the_lead_professional_and_the_core_group(somebody)
    day.the_chair_settles_what_is_written(somebody)
    day.the_chair_settles_the_outline_plan_and_the_days(somebody)
    day.both_become_subject_of_a_plan_and_the_conference_closes(somebody)

    dashboard.the_manager_sees_that_the_decision_letters_are_late(somebody)
    after.the_unit_sends_the_decision_to_all_invited(somebody)
    dashboard.the_dashboard_is_silent_about_them(somebody)
    after.the_chair_approves_the_minutes_and_they_are_sent(somebody)
    after.each_child_has_a_plan_and_a_core_group(somebody)
    core_group.the_first_core_groups_make_the_plans_detailed(somebody)

    desk.a_call_from_the_public_is_refused(somebody)
    desk.a_school_is_called_back_on_the_number_that_is_held(somebody)
    desk.the_child_is_found_and_the_words_are_said(somebody)
