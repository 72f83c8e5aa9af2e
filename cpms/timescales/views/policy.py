"""The policy pack: which is in force, from which day another will be."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from cpms.accounts.permissions import Permission
from cpms.design.formats import plural

from ..choosing import PolicyChange, choose, would_move
from ..deadlines.keeping import Recomputed
from ..forms import PolicyForm
from ..policy import pack_in_force
from .trying import TriedFirst


class ChoosePolicy(TriedFirst):
    """Choose a pack from a day on, after seeing which clocks that moves."""

    permission = Permission.MANAGE_CALENDAR
    title = "Change the policy"
    form_class = PolicyForm
    button = "Show what would move"
    confirm = "Change the policy"

    def initial(self) -> dict[str, Any]:
        """Return the pack in force, from today."""
        pack = pack_in_force().in_force(self.today).pack
        return {"pack": pack, "effective_from": self.today}

    def would_move(self, **facts: Any) -> Recomputed:
        """Try the change."""
        return would_move(facts["change"])

    def act(self, **facts: Any) -> None:
        """Make it, and say how many clocks moved."""
        change: PolicyChange = facts["change"]
        moved = choose(change, by=self.user, today=self.today).moved
        messages.success(self.request, f"{change.because} {plural(len(moved), 'clock')} moved.")

    def success_url(self, record: Any) -> str:
        """Return to the table of the policy in force."""
        return reverse("timescales")
