"""The page of one conference: what to do next, and its three phases as task lists."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models

from conferences import next_step, preparation, timeliness
from conferences.models import Conference
from cpms.accounts.permissions import Permission
from cpms.records.views import RecordPage
from cpms.timescales.calendar import now
from cpms.timescales.policy import working_days
from cpms.timescales.presentation import shown


class ConferencePage(RecordPage[Conference]):
    """One conference, from the request to the final minutes."""

    model = Conference
    permission = Permission.SEE_CONFERENCES
    template_name = "conferences/conference.html"
    page_name = "Conference"

    def visible(self) -> models.QuerySet[Conference]:
        """Return the conferences, with all that the page shows beside them."""
        rows = super().visible().select_related("chair", "family", "asked_by_agency")
        return rows.prefetch_related(
            "decisions__child",
            "invitations__practitioner__agency",
            "invitations__practitioner__user",
            "invitations__person",
            "invitations__child",
            "invitations__knows",
            "invitations__invited_for",
            "invitations__kept_apart_from__practitioner",
            "invitations__kept_apart_from__person",
            "invitations__kept_apart_from__child",
            "reports__invitation__practitioner__agency",
            "reports__invitation__practitioner__user",
        )

    @cached_property
    def prepared(self) -> preparation.Preparation:
        """What is done before the conference and what is not."""
        return preparation.of(self.record, self.user, self.today, now())

    def context(self) -> dict[str, Any]:
        """Return the next step, the tasks, who is invited, what is in, and the clocks."""
        clocks = timeliness.clocks(self.record)
        return {
            "children": [row.child for row in self.record.decisions.all()],
            "prepared": self.prepared,
            "step": next_step.of(self.prepared),
            "deadlines": shown(
                timeliness.one_of_each(clocks),
                today=self.today,
                now=now(),
                calendar=working_days(),
            ),
            "can_invite": self.user.may(Permission.SCHEDULE_CONFERENCE),
        }

    def child_ids(self) -> Iterable[int]:
        """Return the children whom it is about."""
        return [row.child_id for row in self.record.decisions.all()]
