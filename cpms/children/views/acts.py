"""Pages that move a child's own record: cause, allocation, birth, closing, opening again."""

from typing import Any

from django.contrib import messages

from cpms.accounts.permissions import Permission
from cpms.children import services
from cpms.children.forms import AllocationForm, BirthForm, CauseForm, CloseForm, ReopenForm
from cpms.children.views.of_child import ChildAct, ChildMove


class RecordCause(ChildAct):
    """Record reasonable cause for a child and the siblings it also concerns (ST-01)."""

    permission = Permission.RUN_STRATEGY_DISCUSSION
    title = "Record reasonable cause"
    form_class = CauseForm
    button = "Record reasonable cause"
    done_message = (
        "Reasonable cause is recorded. Hold the strategy discussion within 1 working day (ST-02)."
    )

    def initial(self) -> dict[str, Any]:
        """Return this child and today."""
        return {"children": [self.record.pk], "decided_on": self.today}

    def act(self, **facts: Any) -> None:
        """Record it for all chosen."""
        services.decide_reasonable_cause(**facts, by=self.user)

    def success_url(self, record: Any) -> str:
        """Return to the child's own page, where the next step stands on top."""
        return self.record.get_absolute_url()


class AllocateChild(ChildAct):
    """Name the lead professional (CF-21)."""

    permission = Permission.ALLOCATE_CHILD
    title = "Allocate to a lead professional"
    form_class = AllocationForm
    button = "Allocate"

    def initial(self) -> dict[str, Any]:
        """Return this child and today."""
        return {"children": [self.record.pk], "on": self.today}

    def act(self, **facts: Any) -> None:
        """Allocate all chosen."""
        services.allocate_all(**facts, by=self.user)
        messages.success(self.request, f"{facts['worker']} is now the lead professional.")


class RecordBirth(ChildMove):
    """An expected child was born."""

    move = "record_birth"
    form_class = BirthForm
    button = "Record the birth"
    done_message = "The birth is recorded."


class CloseCase(ChildMove):
    """The service's work with the child is over."""

    move = "close"
    form_class = CloseForm
    button = "Close the case"
    done_message = "The case is closed."

    def initial(self) -> dict[str, Any]:
        """Return today."""
        return {"closed_on": self.today}


class ReopenCase(ChildMove):
    """The child is referred again."""

    move = "reopen"
    form_class = ReopenForm
    button = "Open the case again"
    done_message = "The case is open again."

    def initial(self) -> dict[str, Any]:
        """Return today."""
        return {"reopened_on": self.today}
