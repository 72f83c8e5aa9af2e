"""My work: the first page that a person sees."""

from typing import Any

from cpms.casework import my_work
from cpms.records.views import Page
from cpms.timescales.calendar import now


class MyWork(Page):
    """What needs me: overdue first, then today, this week, later."""

    template_name = "casework/my_work.html"

    def context(self) -> dict[str, Any]:
        """Return the person's deadlines, meetings and what waits for them."""
        moment = now()
        parts = my_work.parts(self.user, self.today, moment)
        return {
            "now": moment,
            "parts": parts,
            "first": next((part.rows[0] for part in parts if part.rows), None),
            "meetings": my_work.meetings(self.user, moment),
            "waiting": my_work.waiting_for(self.user, self.today),
        }
