"""The policy in force as a table, the packs side by side, and the calculator."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.records.views import Page

from ..calculator import BadQuestion, Worked, pack_named, work_out
from ..explaining import small_calendar
from ..forms import CalculatorForm
from ..packs import Edition, Timescale, all_packs
from ..policy import pack_in_force
from ..presentation import OWNERS

LOOKED_AFTER = {
    "plan-ends": "The plan ends without a review when the child becomes looked after (LA-02)",
    "no-conference": "No conference is held for a child who enters care (LA-01)",
    "dual-status": "Dual status, exceptionally, with a reason (LA-03, LA-04)",
}
CLOCKS = {
    "initiating": "The strategy discussion that began the enquiry (ST-12)",
    "last": "The last strategy discussion (ST-12)",
}


def may_read(user: User) -> bool:
    """Whether the navigation shows the page."""
    return user.may(Permission.SEE_TIMESCALES)


@dataclass(frozen=True)
class Compared:
    """One rule in every pack."""

    title: str
    register: str
    says: list[str]

    @property
    def differs(self) -> bool:
        """Whether the packs do not all say the same."""
        return len(set(self.says)) > 1


class Timescales(Page):
    """What must happen, when, and which paragraph says so."""

    template_name = "timescales/timescales.html"
    permission = Permission.SEE_TIMESCALES

    def context(self) -> dict[str, Any]:
        """Return the edition in force, the comparison and the calculator with its answer."""
        edition = pack_in_force().in_force(self.today)
        editions = [pack.in_force(self.today) for pack in all_packs().values()]
        return {
            "edition": edition,
            "links": self.links(),
            "rows": [_row(rule) for rule in edition.timescales],
            "switches": switches(edition),
            "packs": [one.title for one in editions],
            "compared": compared(editions),
            "form": self.form,
            "worked": self.worked,
            "drawn": small_calendar(self.worked.count, self.today) if self.worked else None,
        }

    def links(self) -> list[dict[str, str]]:
        """Return where the calendar is changed, to who may."""
        if not self.user.may(Permission.MANAGE_CALENDAR):
            return []
        return [
            {"href": reverse("working-days"), "text": "Working days"},
            {"href": reverse("policy"), "text": "Change the policy"},
        ]

    @cached_property
    def form(self) -> CalculatorForm:
        """The calculator, filled from the address if something was asked."""
        asked = self.request.GET if "code" in self.request.GET else None
        return CalculatorForm(
            asked,
            initial={"start": self.today, "pack": pack_in_force().in_force(self.today).pack},
        )

    @cached_property
    def worked(self) -> Worked | None:
        """The answer; what cannot be worked out becomes an error of the form."""
        if not self.form.is_bound or not self.form.is_valid():
            return None
        asked = self.form.cleaned_data
        try:
            return work_out(asked["code"], self.form.begins(), pack_named(asked["pack"]))
        except BadQuestion as error:
            self.form.add_error(None, str(error))
            return None


def _row(rule: Timescale) -> list[str]:
    who = OWNERS[rule.owner]
    return [rule.title, rule.says, who, ", ".join(rule.register), rule.source]


def switches(edition: Edition) -> list[tuple[str, str]]:
    """Policy that is no timescale, in words."""
    chosen = edition.switches
    closures = "stop clocks" if chosen.closures_stop_clocks else "do not stop clocks"
    return [
        ("Reports for a conference", f"{chosen.report_deadline} before (CF-11)"),
        ("Initial conference counts from", CLOCKS[chosen.initial_conference_clock]),
        ("Looked-after children", LOOKED_AFTER[chosen.looked_after]),
        ("Days on which the authority is closed", closures.capitalize()),
        ("In force since", f"{edition.effective_from:%d/%m/%Y}, version {edition.version}"),
    ]


def compared(editions: list[Edition]) -> list[Compared]:
    """Every rule and switch, with what each edition says; those that differ first."""
    rules = {rule.code: rule for edition in reversed(editions) for rule in edition.timescales}
    rows = [
        Compared(
            rule.title,
            ", ".join(rule.register),
            [_said(edition.by_code.get(code)) for edition in editions],
        )
        for code, rule in rules.items()
    ]
    told = [switches(edition)[:-1] for edition in editions]
    for place, (term, _) in enumerate(told[0]):
        rows.append(Compared(term, "", [one[place][1] for one in told]))
    return sorted(rows, key=lambda row: (not row.differs, row.title))


def _said(rule: Timescale | None) -> str:
    if rule is None:
        return "No rule"
    return f"{rule.says}, from the last discussion" if rule.restarted_by else rule.says
