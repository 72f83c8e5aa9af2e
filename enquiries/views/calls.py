"""Taking a call, correcting who calls, and the ways out that have a page of their own."""

from collections.abc import Iterable
from typing import Any, ClassVar

from cpms.accounts.permissions import Permission
from cpms.records import clock
from cpms.records.forms import RecordForm
from cpms.records.moves import perform
from cpms.records.views import CreateMoveView, MoveView
from enquiries import services
from enquiries.forms import BecauseForm, CallerForm, RefusalForm
from enquiries.forms.calling import CALLER
from enquiries.models import Enquiry
from enquiries.office_hours import closes, is_office_open, opens


class TakeCall(CreateMoveView[Enquiry]):
    """Step 1 of a new enquiry."""

    model = Enquiry
    move = "receive"
    form_class = CallerForm
    template_name = "enquiries/new.html"
    title = "Enquiry on the telephone"
    button = "Keep, and go to step 2"
    permission: ClassVar[Permission | None] = Permission.ANSWER_ENQUIRY

    def new(self) -> Enquiry:
        """Return an enquiry not yet received."""
        unsaved: Enquiry = Enquiry()
        return unsaved

    def context(self) -> dict[str, Any]:
        """Add whose hours these are (EN-01)."""
        now = clock.now()
        hours = {"is_open": is_office_open(now), "opens": opens(), "closes": closes()}
        return super().context() | {"hours": hours, "back": "/enquiries/"}

    def success_url(self, record: Enquiry) -> str:
        """Return the enquiry's page once there is one."""
        return record.get_absolute_url() if record.pk else "/enquiries/"

    def act(self, **facts: Any) -> Enquiry:
        """Receive the call."""
        return services.receive(at=clock.now(), by=self.user, **facts)


class DeskMove(MoveView[Enquiry]):
    """A move of an enquiry with a page of its own, made now."""

    model = Enquiry
    permission: ClassVar[Permission | None] = Permission.ANSWER_ENQUIRY

    def act(self, **facts: Any) -> Enquiry:
        """Make the move, now."""
        return perform(self.record, self.move, by=self.user, at=clock.now(), **facts)

    def child_ids(self) -> Iterable[int]:
        """Return nothing: the page shows the caller only."""
        return []


class CorrectCaller(DeskMove):
    """Change who is calling, before the call back."""

    move = "correct_caller"
    form_class = CallerForm
    button = "Keep the change"

    def initial(self) -> dict[str, Any]:
        """Return what was written down before."""
        return {name: getattr(self.record, name) for name in CALLER}

    def act(self, **facts: Any) -> Enquiry:
        """Change it; who turns out to be of the public is refused (EN-03)."""
        return services.correct_caller(self.record, by=self.user, **facts)


class RingOff(DeskMove):
    """The caller left before anything was said."""

    move = "ring_off"
    form_class: ClassVar[type[RecordForm]] = BecauseForm
    button = "End the enquiry"


class RefusePublic(RingOff):
    """A member of the public: no access (EN-03)."""

    move = "refuse_public"
    button = "Refuse"


class RefuseNoNumber(RingOff):
    """No number of the agency is held or found (EN-02)."""

    move = "refuse_no_number"
    button = "Refuse for now"


class RefuseNotAuthenticated(RingOff):
    """Who they are could not be confirmed (EN-02)."""

    move = "refuse_not_authenticated"
    form_class = RefusalForm
    button = "Refuse"
