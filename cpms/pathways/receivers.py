"""What follows at once when a child moves, is missing, is in care or grows up."""

from collections.abc import Callable
from typing import Any

from conferences.models import Conference
from cpms.children.models import AddressChange, Child, MissingEpisode, TransferIn, TransferOut
from cpms.pathways.services import endings, missing, moves
from cpms.records.signals import moved


def listen() -> None:
    """Connect; called once when the app starts."""
    hear: dict[Any, Callable[..., None]] = {
        Child: on_child,
        AddressChange: on_address,
        TransferIn: on_transfer_in,
        TransferOut: on_transfer_out,
        MissingEpisode: on_missing,
        Conference: on_conference,
    }
    for sender, receiver in hear.items():
        moved.connect(receiver, sender=sender, dispatch_uid=f"pathways.{sender.__name__}")


def on_child(*, record: Child, move: str, by: Any, **rest: Any) -> None:
    """The plan ends (PL-15); after a death, brothers and sisters are discussed (ST-10)."""
    if move in endings.OF_MOVES:
        endings.end_by_life(record, move, by=by)
    if move == "record_death" and record.died_with_concerns:
        endings.demand_discussions(record, by=by)


def on_address(*, record: AddressChange, move: str, **rest: Any) -> None:
    """The unit is told that the others are to be notified (MV-01)."""
    if move == "notify":
        moves.tell_the_unit(record)


def on_transfer_in(*, record: TransferIn, move: str, **rest: Any) -> None:
    """The QA Manager is told and the conference asked for (MV-02)."""
    if move == "notify":
        moves.take_in(record)


def on_transfer_out(*, record: TransferOut, move: str, by: Any, **rest: Any) -> None:
    """The plan that waited for the receiving conference ends (PL-16)."""
    if move == "hold_conference":
        endings.end_by_transfer(record, by=by)


def on_missing(*, record: MissingEpisode, move: str, by: Any, **rest: Any) -> None:
    """The chain begins with the report and closes when the child is found (MV-04)."""
    if move == "report":
        missing.begin_chain(record, by=by)
    elif move == "find":
        missing.end_chain(record, by=by)


def on_conference(*, record: Conference, move: str, **rest: Any) -> None:
    """A transfer-in conference that was held closes the transfers of its children (MV-02)."""
    if move == "hold":
        moves.close_transfers_in(record)
