"""Step six: the first core group meets on Thursday 17 December 2026 and details the plan."""

import re

from tests.browser.road.strategy import ELDER, YOUNGER

NUMBERS = {"Sam Specimen": "In person", "Terry Mockford": "By video", "Gale Lanewell": "In person"}


def the_first_core_groups_make_the_plans_detailed(somebody):
    somebody.on("2026-12-17 16:00")
    somebody.sign_in("social-worker")
    for child in (ELDER, YOUNGER):
        the_lead_professional_holds_it(somebody, child)
        the_minutes_go_to_the_group(somebody)


def the_lead_professional_holds_it(somebody, child):
    somebody.open_child(child)
    somebody.follow("Core group", within=somebody.page.get_by_label("This child"))
    somebody.follow("Thu 17 Dec 2026, 14:00")
    somebody.press("Record the meeting")
    for name, came in NUMBERS.items():
        member = somebody.page.get_by_role("group", name=re.compile(f"^{name}"))
        somebody.select("Came", came, within=member)
    an_action_is_agreed(somebody)
    somebody.fill("Minutes", "We made the plan together.")
    somebody.press("Record the meeting")
    somebody.is_refused("Agree when the group meets next, before it parts (CG-07)")

    somebody.day("The group meets next on", "2027-01-26")
    somebody.fill("Time", "14:00", within=somebody.group("The group meets next on"))
    somebody.press("Record the meeting")
    somebody.sees("We made the plan together.")


def an_action_is_agreed(somebody):
    action = somebody.group("Another action")
    somebody.fill("What", "Weigh and see the child each Friday.", within=action)
    somebody.fill("Why", "so that Fridays are safe", within=action)
    somebody.select("Who", "Terry Mockford, Mockshire School Nursing", within=action)
    somebody.day("By when", "2027-01-22", within=action)
    somebody.fill("How we will know that it worked", "Four calm Fridays.", within=action)


def the_minutes_go_to_the_group(somebody):
    somebody.press("Send the minutes")
    somebody.press("Send the minutes")
    somebody.sees("Minutes sent on Thu 17 Dec 2026")
    somebody.follow("Plan", within=somebody.page.get_by_label("This child"))
    somebody.sees("Weigh and see the child each Friday", "detailed")
