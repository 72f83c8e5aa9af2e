"""An act that moves clocks: shown first, done when it is sent a second time unchanged."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from cpms.design.formats import day_short, plural
from cpms.records.guards import Refused
from cpms.records.views import ServiceFormView

from ..deadlines.keeping import Recomputed

TRIED = "tried"
MOST_SHOWN = 40


class TriedFirst(ServiceFormView[Any]):
    """A form whose first sending shows what would move; the same once more does it.

    Shows rules and days and how many clocks, never a child: who manages the calendar need
    not see any.
    """

    template_name = "timescales/tried.html"
    confirm: ClassVar[str] = ""
    record: Any = None  # the calendar and the policy are no record

    def would_move(self, **facts: Any) -> Recomputed:
        """Return what the act would do to the clocks, and write nothing."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show first what would move; do it when that very change is sent again."""
        if self.form.is_valid() and request.POST.get(TRIED) != self.typed():
            try:
                tried = self.would_move(**self.form.facts())
            except Refused as refused:
                for refusal in refused.refusals:
                    self.form.add_error(None, refusal)
            else:
                with transaction.atomic():
                    return self.show(tried=told(tried), typed=self.typed(), button=self.confirm)
        return super().post(request, *args, **kwargs)

    def typed(self) -> str:
        """What was asked, so that nothing else is done than what was shown."""
        return repr(sorted(self.form.cleaned_data.items(), key=str))

    def child_ids(self) -> Iterable[int]:
        """Return nothing: no child is shown."""
        return ()


def told(tried: Recomputed) -> dict[str, Any]:
    """What would move, by rule and day, for a table."""
    moves = Counter((new.title, old.due_on, new.due_on) for old, new in tried.moved)
    rows = [
        [title, day_short(was), day_short(will), number]
        for (title, was, will), number in sorted(moves.items())
    ]
    others = len(tried.new) + len(tried.gone) + len(tried.changed) - len(tried.moved)
    return {
        "moved": plural(len(tried.moved), "clock"),
        "rows": rows[:MOST_SHOWN],
        "more": len(rows) - MOST_SHOWN,
        "others": others,
        "stay": plural(tried.kept, "clock"),
    }
