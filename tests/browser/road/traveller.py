"""One window, and whoever sits at it: finds things by what is written on the page.

Every page that comes up is looked at by axe, at a desk and on a phone, unless one that is
made of the same parts was looked at before.
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine
from playwright.sync_api import expect

from cpms.accounts.demonstration import DEMONSTRATION_PASSWORD
from tests.browser.conftest import DESK, PHONE

LONDON = ZoneInfo("Europe/London")
HEIGHT = 900


class Traveller:
    """Goes from page to page by links and buttons, as whoever is signed in."""

    def __init__(self, page, violations, runs_over):
        self.page = page
        self.violations = violations
        self.runs_over = runs_over
        self.faults = []
        self._looked_at = set()
        self._clock = None

    # When and who

    def on(self, when):
        """Let it be this day and time: `on("2026-11-19 10:00")`. Whoever is there signs in anew."""
        self.back_to_the_present()
        moment = datetime.fromisoformat(when).replace(tzinfo=LONDON)
        self._clock = time_machine.travel(moment, tick=True)
        self._clock.start()

    def back_to_the_present(self):
        """Stop telling another time."""
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def sign_in(self, username):
        """Sign in on the sign-in page; begins at My work."""
        self.page.context.clear_cookies()
        self.page.goto("/")
        self.look()
        self.fill("Username", username)
        self.fill("Password", DEMONSTRATION_PASSWORD)
        self.press("Sign in")
        self.sees("My work")

    # Where

    def follow(self, name, within=None, exact=True):
        """Follow the link of this name."""
        self._go((within or self.page).get_by_role("link", name=name, exact=exact).first)

    def press(self, name, within=None, exact=True):
        """Press the button of this name."""
        self._go((within or self.page).get_by_role("button", name=name, exact=exact).first)

    def open_child(self, name):
        """Find a child by the search in the header."""
        self.page.get_by_role("searchbox").fill(name)
        self.page.get_by_role("searchbox").press("Enter")
        self.page.wait_for_load_state()
        self.look()
        self.follow(name, within=self.page.get_by_role("main"))

    def _go(self, thing):
        thing.click()
        self.page.wait_for_load_state()
        self.look()

    # What is said

    def fill(self, label, text, within=None):
        """Type into the box of this label."""
        (within or self.page).get_by_label(label, exact=True).first.fill(text)

    def choose(self, name, within=None):
        """Choose one of several."""
        (within or self.page).get_by_role("radio", name=name, exact=True).first.check()

    def tick(self, name, within=None):
        """Tick a box."""
        (within or self.page).get_by_role("checkbox", name=name, exact=True).first.check()

    def select(self, label, option, within=None):
        """Choose from a list."""
        (within or self.page).get_by_label(label, exact=True).first.select_option(label=option)

    def day(self, legend, day, within=None):
        """Enter a day in its three boxes, from "2026-12-08"; "" empties them."""
        boxes = self.group(legend, within)
        parts = [str(int(part)) for part in day.split("-")] if day else ["", "", ""]
        for label, part in zip(("Year", "Month", "Day"), parts, strict=True):
            boxes.get_by_label(label, exact=True).fill(part)

    def group(self, name, within=None):
        """Return the questions that stand together under this name."""
        return (within or self.page).get_by_role("group", name=name, exact=True).first

    def row(self, name):
        """Return one of the rows that repeat: "Child 2", drawn as "Child 2 of 3"."""
        return self.page.get_by_role("group", name=re.compile(rf"^{name}( of \d+)?$"))

    # What is seen

    def sees(self, *texts, within=None):
        """Hold that the page shows each of these."""
        where = within or self.page.locator("body")
        for text in texts:
            expect(where).to_contain_text(text)

    def does_not_see(self, *texts, within=None):
        """Hold that the page shows none of these."""
        where = within or self.page.get_by_role("main")
        for text in texts:
            expect(where).not_to_contain_text(text)

    def is_refused(self, *texts):
        """Hold that the summary of errors names each of these and stands in focus."""
        summary = self.page.get_by_role("alert").first
        expect(summary).to_contain_text("There is a problem")
        self.sees(*texts, within=summary)

    def look(self):
        """Let axe see the page at both widths, and note what is wrong with it."""
        address = re.sub(r"\d+", "N", self.page.url.partition("?")[0])
        headings = re.sub(r"\d+", "N", " ".join(self.page.get_by_role("heading").all_inner_texts()))
        if (address, headings) in self._looked_at:
            return
        self._looked_at.add((address, headings))
        for width in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            found = self.violations(self.page)
            over = self.runs_over(self.page)
            found += [f"runs over by {over} pixels"] if over > 0 else []
            self.faults += [f"{address} at {width}: {fault}" for fault in found]
