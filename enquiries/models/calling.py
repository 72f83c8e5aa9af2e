"""Who is calling, and the call back on a number that the unit holds (EN-01, EN-02)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django_fsm import transition

from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Agency, DirectoryNumber
from cpms.records.models import Record
from enquiries import guards
from enquiries.models.states import BEFORE_CALL_BACK, Desk, State

AT_THE_DESK = needs(Permission.ANSWER_ENQUIRY)


class Calling(Record):
    """The first two steps of an enquiry."""

    reference = models.CharField(max_length=14, unique=True)
    desk = models.CharField(max_length=10, choices=Desk)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    caller_name = models.CharField(max_length=150)
    caller_job_title = models.CharField(max_length=100, blank=True)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries"
    )
    agency_said = models.CharField(max_length=150, blank=True)
    caller_number = models.CharField(max_length=30, blank=True)
    concern = models.TextField(blank=True)
    number = models.ForeignKey(
        DirectoryNumber, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries"
    )
    called_back_at = models.DateTimeField(null=True, blank=True)
    call_answered_by = models.CharField(max_length=150, blank=True)

    class Meta:
        abstract = True

    @property
    def caller(self) -> str:
        """The caller, as the log names them: who, what, of which agency."""
        agency = str(self.agency) if self.agency else self.agency_said
        return ", ".join(part for part in (self.caller_name, self.caller_job_title, agency) if part)

    @transition(
        field="state",
        source=State.NEW,
        target=State.RECEIVED,
        permission=AT_THE_DESK,
        custom={"label": "Take a call"},
    )
    def receive(self, *, at: datetime) -> datetime:
        """A call came in (EN-01). Whoever calls and whatever becomes of it, it is kept (EN-07)."""
        self.received_at = at
        return at

    @transition(
        field="state",
        source=BEFORE_CALL_BACK,
        target=State.RECEIVED,
        permission=AT_THE_DESK,
        custom={"event": "caller_corrected", "label": "Change who is calling"},
    )
    def correct_caller(self, *, caller: dict[str, Any], at: datetime) -> datetime:
        """Who is calling was written down wrongly: the number is chosen anew."""
        for name, value in caller.items():
            setattr(self, name, value)
        self.number = None
        return at

    @transition(
        field="state",
        source=BEFORE_CALL_BACK,
        target=State.NUMBER_CHOSEN,
        conditions=[guards.number_is_the_agencys, guards.number_is_not_only_the_callers],
        permission=AT_THE_DESK,
        custom={"label": "Choose the number to call back on"},
    )
    def choose_number(self, *, number: DirectoryNumber, at: datetime) -> datetime:
        """The number comes from the directory, never from the caller (EN-02)."""
        self.number = number
        return at

    @transition(
        field="state",
        source=State.NUMBER_CHOSEN,
        target=None,
        permission=AT_THE_DESK,
        custom={"event": "call_back_not_reached", "label": "Record that nobody was reached"},
    )
    def miss(self, *, at: datetime) -> datetime:
        """Called back, and did not reach them: to be tried again (EN-02, EN-07)."""
        return at

    @transition(
        field="state",
        source=State.NUMBER_CHOSEN,
        target=State.CALLED_BACK,
        conditions=[guards.caller_was_confirmed, guards.number_is_still_held],
        permission=AT_THE_DESK,
        custom={"label": "Record the call back"},
    )
    def call_back(self, *, call_answered_by: str, is_confirmed: bool, at: datetime) -> datetime:
        """The agency answered on its own number and knows the caller (EN-02)."""
        self.call_answered_by = call_answered_by
        self.called_back_at = at
        return at
