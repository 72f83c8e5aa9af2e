"""Steps two and three: a conference is asked for, agreed, scheduled, and prepared.

The strategy discussion was on Thursday 19 November 2026; the fifteenth working day after it is
Thursday 10 December (ST-12, CF-03).
"""

from tests.browser.road.people import SCHOOL
from tests.browser.road.strategy import ELDER, tick_both_children

HARM = "Bruising that does not fit the account given; enquiries point to significant harm."


def the_social_worker_asks_for_an_initial_conference(somebody):
    somebody.on("2026-11-24 09:30")
    somebody.sign_in("social-worker")
    somebody.open_child(ELDER)
    somebody.follow("Conferences", within=somebody.page.get_by_label("This child"))
    somebody.press("Ask for a conference")
    tick_both_children(somebody)
    somebody.press("Ask for the conference")
    somebody.is_refused("Enter why a conference is needed")

    somebody.fill("Why a conference is needed", HARM)
    somebody.press("Ask for the conference")
    somebody.sees("The conference is asked for")


def the_unit_agrees(somebody):
    somebody.sign_in("unit")
    somebody.follow("Agree or decline")
    somebody.sees(HARM)
    somebody.press("Agree")
    somebody.press("Agree")
    somebody.sees("Last day in time: Thu 10 Dec 2026")


def the_unit_schedules_it_in_time_on_a_working_day(somebody):
    somebody.press("Find a slot")
    somebody.sees("Thu 10 Dec", "working day 3 of 15", "Breaks nothing")
    somebody.follow("Enter chair, place and time yourself")
    somebody.select("Chair", "Morgan Trial")
    somebody.fill("Place", "Civic Annexe, room 4")
    asked_for(somebody, "2026-12-05")  # a Saturday
    somebody.is_refused("never held on a weekend or a bank holiday")

    asked_for(somebody, "2026-12-11")  # the sixteenth working day
    somebody.is_refused("To hold it later, give the reason")

    asked_for(somebody, "2026-12-08")
    somebody.sees("Tue 8 Dec 2026")


def asked_for(somebody, day):
    somebody.day("Day and time", day)
    somebody.fill("Time", "10:00", within=somebody.group("Day and time"))
    somebody.press("Schedule")


def the_unit_invites_those_who_know_the_children(somebody):
    somebody.press("Choose")
    for name in ("Dee Draft", "Terry Mockford"):
        knows_both(somebody, name)
    somebody.select(
        "Somebody else from the directory",
        f"Lindsay Fixture, Designated safeguarding lead, {SCHOOL}",
    )
    somebody.press("Keep the list")
    somebody.follow("Whom to invite")
    knows_both(somebody, "Lindsay Fixture")
    somebody.press("Keep the list")


def knows_both(somebody, name):
    known = somebody.group(f"{name} has had direct contact with")
    somebody.tick("knows Ivy", within=known)
    somebody.tick("knows Rowan", within=known)


def the_unit_sends_the_invitations(somebody):
    somebody.press("See the letters")
    somebody.follow("Show what Gale Lanewell gets")
    somebody.sees("Tuesday 8 December 2026")
    somebody.follow("Back")
    somebody.press("Send the invitations")
    somebody.sees("The invitations are sent, and each agency is asked for a report")


def the_social_worker_reports(somebody):
    somebody.on("2026-12-02 14:00")
    somebody.sign_in("social-worker")
    somebody.follow("Write your report")
    somebody.press("Write the report")
    report(somebody, "Ivy says that she is afraid on Fridays.")


def the_school_nurse_reports(somebody):
    somebody.sign_in("partner-health")
    somebody.follow("Invitations and reports")
    somebody.follow("Answer", exact=False)
    somebody.choose("Coming")
    somebody.press("Keep the answer")
    somebody.follow("Invitations and reports")
    somebody.follow("Ivy Lanewell, Rowan Lanewell")
    report(somebody, "Both children were weighed on 1 December and have lost weight.")


def report(somebody, text):
    statement = somebody.row("Statement 1")
    somebody.choose("Observation", within=statement)
    somebody.fill("Statement", text, within=statement)
    somebody.tick(ELDER, within=statement)
    somebody.choose("Not shared yet")
    somebody.press("Submit the report")
    somebody.is_refused("parents")

    somebody.choose("The parents have seen it")
    somebody.day("Day on which they saw it", "2026-12-01")
    somebody.press("Submit the report")
    somebody.sees("In on", "Parents saw it on")
