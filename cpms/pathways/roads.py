"""The roads on the page of a child: what there is on each, and what can be begun on it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import (
    Absence,
    AddressChange,
    Child,
    MissingEpisode,
    OfChild,
    TransferIn,
    TransferOut,
)
from cpms.design.formats import day
from cpms.pathways.models import ActionPlan, ChildInNeedMeeting
from cpms.records.models import Event
from cpms.records.transitions import options

P = Permission


@dataclass(frozen=True)
class Start:
    """Something that can be recorded: the name of its address, its words, who may."""

    name: str
    text: str
    permission: Permission


@dataclass(frozen=True)
class Road:
    """One part of the page: its heading, the records that stand there, what can be begun."""

    code: str
    title: str
    empty: str
    models: tuple[type[OfChild], ...]
    starts: tuple[Start, ...]


ROADS = (
    Road(
        "whereabouts",
        "Where the child is",
        "No move, and nobody has lost sight of the child.",
        (MissingEpisode, Absence, AddressChange, TransferIn, TransferOut),
        (
            Start("missing-episode-report", "Report the child missing", P.RECORD_STATUS),
            Start("absence-note", "Record: out of touch for a time", P.RECORD_CASEWORK),
            Start("add-address", "Record a new address", P.RECORD_CASEWORK),
            Start("transfer-in-notify", "Record a move into the area", P.RECORD_STATUS),
            Start("transfer-out-notify", "Record a move to another authority", P.RECORD_CASEWORK),
        ),
    ),
    Road(
        "support",
        "Support without a plan",
        "No action plan and no child in need meeting.",
        (ActionPlan, ChildInNeedMeeting),
        (Start("action-plan-agree", "Agree an action plan", P.RECORD_CASEWORK),),
    ),
)
LIFE = {
    "record_death": "record-death",
    "leave_uk": "record-leaving",
    "marry": "record-marriage",
    "turn_eighteen": "record-eighteen",
}


def of_child(child: Child, user: User) -> list[dict[str, Any]]:
    """Return each road with its records, latest first, and what may be begun."""
    is_open = child.state == Child.State.OPEN
    return [
        {
            "road": road,
            "rows": _rows(road, child),
            "starts": [
                {"href": reverse(start.name, args=[child.pk]), "text": start.text}
                for start in road.starts
                if is_open and user.may(start.permission)
            ],
        }
        for road in ROADS
    ]


def _objects(model: Any) -> Any:
    return model.objects


def _rows(road: Road, child: Child) -> list[dict[str, Any]]:
    records = [record for model in road.models for record in _objects(model).of(child)]
    began = {
        (event.record_label, event.record_id): event.happened_on
        for event in Event.objects.of(child).reverse()
    }
    rows = [
        {
            "title": str(record),
            "href": record.get_absolute_url(),
            "note": day(began.get((record.record_label(), record.pk))),
            "state": "strong" if record.is_open else "plain",
            "words": record.get_state_display(),
            "is_open": record.is_open,
        }
        for record in records
    ]
    return sorted(rows, key=lambda row: not row["is_open"])


def life_of(child: Child, user: User) -> list[dict[str, str]]:
    """Return the facts of life that can be recorded now, as links."""
    return [
        {"href": reverse(LIFE[option.move], args=[child.pk]), "text": option.label}
        for option in options(child, user)
        if option.move in LIFE and option.is_open
    ]
