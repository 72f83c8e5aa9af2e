"""Step five: decision letters, minutes approved and sent; a plan and a group for each child."""

from tests.browser.road.strategy import ELDER, YOUNGER


def the_unit_sends_the_decision_to_all_invited(somebody):
    somebody.on("2026-12-10 09:30")
    somebody.sign_in("unit")
    somebody.follow("Decision and outline plan to all invited")
    somebody.press("Go on to what comes after")
    somebody.follow("Minutes to everyone invited")
    somebody.press("Send the minutes")
    somebody.is_refused("The chair approves the minutes before they are sent (CF-26)")

    somebody.follow("Back")
    somebody.follow("Decision to all invited")
    somebody.press("Send the decision to all invited")
    somebody.follow("Decision as Gale Lanewell gets it")
    somebody.sees("Ivy will have a child protection plan", "Thu 17 Dec 2026, 14:00")


def the_chair_approves_the_minutes_and_they_are_sent(somebody):
    somebody.sign_in("chair")
    somebody.open_child(ELDER)
    somebody.follow("Conferences", within=somebody.page.get_by_label("This child"))
    somebody.follow("Initial conference")
    somebody.press("Go on to what comes after")
    somebody.follow("Minutes approved by the chair")
    somebody.press("Approve the minutes")
    somebody.follow("Minutes to everyone invited")
    somebody.press("Send the minutes")
    somebody.sees("The minutes are on their way")


def each_child_has_a_plan_and_a_core_group(somebody):
    for child in (YOUNGER, ELDER):
        somebody.open_child(child)
        somebody.follow("Plan", within=somebody.page.get_by_label("This child"))
        somebody.sees("Child protection plan", "Friday evenings are not safe", "physical abuse")
        somebody.follow("Core group", within=somebody.page.get_by_label("This child"))
        somebody.sees("Terry Mockford", "Gale Lanewell", "Thu 17 Dec 2026, 14:00")
