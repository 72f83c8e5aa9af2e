"""The first step: a family is registered, and a strategy discussion starts section 47 enquiries.

On Thursday 19 November 2026. The fifteenth working day after it is Thursday 10 December.
"""

import re

from tests.browser.road.people import HEALTH, POLICE

ELDER, YOUNGER = "Ivy Lanewell", "Rowan Lanewell"
SUSPECTED = "Bruising on both arms that does not fit the account given."


def the_social_worker_registers_a_child_and_a_sibling(somebody):
    somebody.on("2026-11-19 09:10")
    somebody.sign_in("social-worker")
    somebody.follow("Children")
    somebody.press("Register a child")
    somebody.fill("Family name", "Lanewell")
    somebody.press("Register")
    somebody.is_refused("Enter a date of birth")

    elder = somebody.row("Child 1")
    somebody.fill("Given name", "Ivy", within=elder)
    somebody.day("Date of birth", "2019-05-03", within=elder)
    younger = somebody.row("Child 2")
    somebody.fill("Given name", "Rowan", within=younger)
    somebody.day("Date of birth", "2022-09-09", within=younger)
    somebody.press("Register")
    somebody.sees("Registered: Ivy Lanewell", "Rowan Lanewell")


def the_social_worker_adds_the_mother(somebody):
    somebody.follow("Add an adult")
    somebody.fill("Full name", "Gale Lanewell")
    somebody.choose("Mother")
    somebody.tick("Has parental responsibility")
    somebody.fill("E-mail", "gale@example.org")
    somebody.press("Add")
    somebody.sees("Gale Lanewell, mother, has parental responsibility")


def the_team_manager_allocates_both_children(somebody):
    somebody.sign_in("team-manager")
    somebody.open_child(ELDER)
    somebody.follow("People")
    somebody.press("Allocate")
    somebody.select("Lead professional", "Sam Specimen")
    tick_both_children(somebody)
    somebody.press("Allocate")
    somebody.sees("Sam Specimen is now the lead professional")


def the_social_worker_records_reasonable_cause(somebody):
    somebody.sign_in("social-worker")
    somebody.open_child(ELDER)
    somebody.follow("People")
    somebody.press("Record reasonable cause")
    tick_both_children(somebody)
    somebody.press("Record reasonable cause")
    somebody.sees("Reasonable cause is recorded", "Strategy discussion")


def tick_both_children(somebody):
    for name in (ELDER, YOUNGER):
        box = somebody.page.get_by_role("checkbox", name=re.compile(f"^{name}"))
        box.check()


def a_strategy_discussion_by_telephone_needs_a_reason(somebody):
    somebody.follow("Strategy discussions")
    somebody.press("Plan a strategy discussion")
    somebody.choose("By telephone")
    somebody.press("Plan it")
    somebody.is_refused("By telephone only in exceptional circumstances")

    somebody.choose("In person")
    somebody.fill("Place or link to join", "Civic Annexe, room 2")
    somebody.press("Plan it")
    somebody.sees("Police: missing", "Health: missing")


def it_is_not_held_without_the_three_agencies(somebody):
    somebody.follow("Information shared")
    somebody.sees("not quorate", "Still missing")
    somebody.fill("Information shared", "The school saw bruises on Monday.")
    somebody.press("Record that it was held")
    somebody.is_refused("The discussion is not quorate")
    somebody.follow("Back")


def health_and_police_take_part(somebody):
    somebody.press("Enter who took part")
    for number, who in enumerate((HEALTH, POLICE), start=1):
        row = somebody.row(f"Person {number}")
        somebody.select("Who", who, within=row)
        somebody.tick("Senior enough to decide for their agency", within=row)
    somebody.press("Save")
    somebody.sees("Police: there", "Health: there")
    somebody.press("Record that it was held")
    somebody.fill("Information shared", "The school saw bruises. The GP has no record of a fall.")
    somebody.press("Record that it was held")
    somebody.sees("The discussion is recorded as held")


def each_child_is_analysed_and_a_smart_action_agreed(somebody):
    somebody.press("Write the analysis")
    for child in (ELDER, YOUNGER):
        somebody.fill(f"Analysis of harm to {child}", SUSPECTED)
    somebody.press("Save")
    somebody.press("Enter the actions")
    action = somebody.row("Action 1")
    somebody.fill("What will be done", "See both children at school.", within=action)
    somebody.press("Save")
    somebody.is_refused("Choose the agency that will do it")

    somebody.select("By which agency", "Mockshire Police", within=action)
    somebody.day("By when", "2026-11-20", within=action)
    somebody.day("They hear of it by", "2026-11-20", within=action)
    somebody.fill("How will the others hear of it?", "By telephone to Sam Specimen", within=action)
    somebody.press("Save")
    somebody.sees("The actions are saved")


def the_outcome_is_section_47_enquiries(somebody):
    somebody.press("Record the outcome")
    somebody.choose("Section 47 enquiries")
    somebody.fill("Why? Must section 47 enquiries be made?", SUSPECTED)
    somebody.choose("No criminal investigation")
    somebody.press("Record the outcome")
    somebody.sees("The outcome is recorded")
    somebody.press("Send the minutes")
    somebody.press("Send the minutes")
    somebody.sees("The minutes were sent", "Terry Mockford")
