"""Pages of moves: to another address, into the area, out of it."""

from typing import Any

from cpms.children.models import AddressChange, TransferIn, TransferOut
from cpms.pathways.forms import moves as forms
from cpms.pathways.services.moves import tell_of_address
from cpms.pathways.views.base import Act, Begin, StatusPage


class AddressChangePage(StatusPage[AddressChange]):
    """A change of address. The address itself is behind its own page."""

    model = AddressChange
    page_name = "Change of address"
    template_name = "pathways/address_change.html"

    def visible(self) -> Any:
        """Return the changes with where they lead."""
        return super().visible().select_related("child", "address")

    def context(self) -> dict[str, Any]:
        """Return who was told beside the rest."""
        tellings = self.record.tellings.select_related("practitioner__agency")
        return {**super().context(), "tellings": tellings}


class TellUnit(Act[AddressChange]):
    """The lead professional tells the unit (MV-01)."""

    model = AddressChange
    move = "notify"
    form_class = forms.ToldTheUnitForm
    today_for = ("notified_on",)
    done_message = "The unit is told. It tells those who attended the initial conference."


class TellOthers(Act[AddressChange]):
    """The unit tells the professionals who attended the initial conference (MV-01)."""

    model = AddressChange
    move = "circulate"
    form_class = forms.TellOthersForm
    template_name = "pathways/tell_others.html"
    title = "Tell the professionals of the move"
    button = "Tell those ticked"
    done_message = "Each of them has been sent a letter of their own."

    def act(self, **facts: Any) -> Any:
        """Send the letters with the move."""
        return tell_of_address(self.record, **facts, by=self.user)


class TransferInPage(StatusPage[TransferIn]):
    """A child who moves in on another authority's plan (MV-02)."""

    model = TransferIn
    page_name = "Move into the area"


class MoveIn(Begin[TransferIn]):
    """Record that a child on another authority's plan moves in (MV-02)."""

    model = TransferIn
    move = "notify"
    form_class = forms.TransferInForm
    on_record = ("authority", "told_by", "their_worker", "their_plan")
    today_for = ("notified_on",)
    title = "Record a move into the area"
    button = "Record the move"
    done_message = (
        "The QA Manager is told, and the transfer-in conference is with the unit to schedule."
    )


class WithdrawMoveIn(Act[TransferIn]):
    """The child did not move in."""

    model = TransferIn
    move = "withdraw"
    form_class = forms.WithdrawForm
    today_for = ("withdrawn_on",)
    button = "Withdraw"
    done_message = "The move is withdrawn. Cancel the conference if it is still in the diary."


class TransferOutPage(StatusPage[TransferOut]):
    """A child on a plan who moves to another authority (PL-16)."""

    model = TransferOut
    page_name = "Move to another authority"


class MoveOut(Begin[TransferOut]):
    """Record that a child moves for good to another authority (PL-16)."""

    model = TransferOut
    move = "notify"
    form_class = forms.TransferOutForm
    on_record = ("authority", "moved_on", "their_worker")
    today_for = ("notified_on",)
    title = "Record a move to another authority"
    button = "Record the move"
    done_message = "The move is recorded. The plan goes on until the other conference is held."


class TheirConference(Act[TransferOut]):
    """The receiving authority has held its conference; the plan ends (PL-16)."""

    model = TransferOut
    move = "hold_conference"
    form_class = forms.TheirConferenceForm
    button = "Record it and end the plan"
    done_message = "The conference is recorded. A plan that waited for it has ended."


class WithdrawMoveOut(Act[TransferOut]):
    """The child did not move away."""

    model = TransferOut
    move = "withdraw"
    form_class = forms.WithdrawForm
    today_for = ("withdrawn_on",)
    button = "Withdraw"
    done_message = "The move is withdrawn. The plan goes on."
