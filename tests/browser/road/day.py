"""Step four: the conference meets on Tuesday 8 December 2026 and decides for each child."""

import re

from tests.browser.road.conference import HARM
from tests.browser.road.strategy import YOUNGER

PEOPLE = ("Sam Specimen", "Dee Draft", "Terry Mockford", "Gale Lanewell")
LINES = ("Children’s Social Care", "Mockshire Police", "Mockshire School Nursing")
TEXTS = {
    "strengths": ("Strengths of the child and the family", "Gale asks for help."),
    "core and specialist assessments": (
        "Core and specialist assessments to be done",
        "A core assessment by 20 January.",
    ),
    "child and parents: involvement, support": (
        "How child and parents are involved",
        "Ivy has an advocate; Gale comes to each meeting.",
    ),
    "contingency plan": (
        "What happens if the plan does not work",
        "We ask for legal advice within a day.",
    ),
    "what would bring it back early": ("What would reconvene it early", "Any new injury."),
}


def the_chair_opens_the_conference(somebody):
    somebody.on("2026-12-08 10:00")
    somebody.sign_in("chair")
    somebody.follow("Initial conference: Lanewell")
    somebody.press("Open")
    somebody.press("Open the conference")
    somebody.sees("Ivy: not quorate", "Rowan: not quorate")


def the_conference_becomes_quorate_for_each_child(somebody):
    for name in PEOPLE:
        somebody.press(re.compile(f"^Here ?: {name}$"))
    somebody.sees("Ivy: quorate", "Rowan: quorate")


def the_minutes_save_themselves(somebody):
    box = somebody.page.get_by_label("Minutes item 1")
    box.fill("Everybody said who they are.")
    box.blur()
    somebody.sees("Saved ")


def each_line_of_management_recommends_for_each_child(somebody):
    for _ in range(len(LINES) * 2):
        somebody.press("Record the view")
        somebody.choose("A child protection plan")
        somebody.choose("Physical abuse")
        somebody.press("Record the view")
    somebody.sees("Plan 3, no plan 0")


def a_decision_does_not_close_before_the_list_is_complete(somebody):
    somebody.press("Close Ivy’s decision")
    somebody.sees("CF-21")
    somebody.follow("Back")


def the_chair_settles_the_test_for_both_children(somebody):
    somebody.press("Add")
    somebody.choose("Is likely to suffer significant harm, on professional judgement")
    somebody.choose("Physical abuse")
    somebody.fill("The concerns as they stand today", HARM)
    for_both(somebody)


def the_chair_names_the_lead_professional_and_the_core_group(somebody):
    somebody.follow("Add lead professional for Ivy")
    for_both(somebody)
    somebody.follow("Add core group named for Ivy")
    somebody.tick("Terry Mockford, School nurse, Mockshire School Nursing")
    somebody.tick("Gale Lanewell")
    for_both(somebody)


def the_chair_settles_what_is_written(somebody):
    for part, (label, text) in TEXTS.items():
        somebody.follow(f"Add {part} for Ivy")
        somebody.fill(label, text)
        for_both(somebody)


def the_chair_settles_the_outline_plan_and_the_days(somebody):
    somebody.follow("Add outline plan for Ivy")
    need = somebody.row("Need 1")
    somebody.fill("Need or risk", "Friday evenings are not safe.", within=need)
    somebody.fill("What needs to change, and by how much", "Never alone.", within=need)
    somebody.day("By when", "2027-01-29", within=need)
    for_both(somebody)
    somebody.follow("Add first core group date for Ivy")
    somebody.select("Day of the first core group", "Thu 17 Dec 2026")
    somebody.fill("Time, like 15:30", "14:00")
    for_both(somebody)
    somebody.follow("Add first review date for Ivy")
    somebody.select("Day of the next review", "Tue 2 Mar 2027")
    for_both(somebody)


def for_both(somebody):
    somebody.tick(YOUNGER)
    somebody.press("Save")


def both_become_subject_of_a_plan_and_the_conference_closes(somebody):
    for name in ("Ivy", "Rowan"):
        somebody.press(f"Close {name}’s decision")
        somebody.press(re.compile("^Subject of a plan"))
    somebody.press("Close the conference")
    somebody.press("Close the conference")
    somebody.sees("After")
