"""Step eight: the enquiry desk, on Monday 18 January 2027, while both children are on plans."""

import re

from tests.browser.road.people import SCHOOL, SCHOOL_NUMBER
from tests.browser.road.strategy import ELDER


def a_call_from_the_public_is_refused(somebody):
    somebody.on("2027-01-18 10:05")
    somebody.sign_in("unit")
    somebody.follow("Enquiries")
    somebody.press("Take a call")
    somebody.choose("A member of the public")
    somebody.fill("Name", "Not given")
    somebody.press("Keep, and go to step 2")
    somebody.sees("Refused, member of the public")


def a_school_is_called_back_on_the_number_that_is_held(somebody):
    somebody.follow("Enquiries")
    somebody.press("Take a call")
    somebody.fill("Name", "Lindsay Fixture")
    somebody.fill("What they are", "Designated safeguarding lead")
    somebody.select("Agency", SCHOOL)
    somebody.fill("Number the caller gives", "07700 900 461")
    somebody.press("Keep, and go to step 2")
    somebody.sees("07700 900 461: noted, not used")
    somebody.page.get_by_role("radio", name=re.compile(f"^{SCHOOL_NUMBER}")).check()
    somebody.press("Call back on this number")
    somebody.fill("Who answered, and how you reached the caller", "Reception put us through")
    somebody.tick("The agency confirmed that the caller works there")
    somebody.press("They are on the line: go to step 3")


def the_child_is_found_and_the_words_are_said(somebody):
    somebody.fill("First name", "Ivy")
    somebody.fill("Family name", "Lanewell")
    somebody.day("Date of birth", "2019-05-03")
    somebody.press("Search")
    somebody.does_not_see("subject of a child protection plan")
    somebody.page.get_by_role("radio", name=re.compile(f"^{ELDER}")).check()
    somebody.press("Decide: go to step 4")
    somebody.is_refused("Say in one line why you think so")

    somebody.fill("Why you think so", "Name and date of birth fit.")
    somebody.press("Decide: go to step 4")
    somebody.sees("The child you asked about is the subject of a child protection plan")
    somebody.press("I have said these words")
