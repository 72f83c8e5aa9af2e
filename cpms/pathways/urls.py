"""The addresses off the main road: a page for each record, and one for each of its moves."""

from collections.abc import Sequence
from typing import Any

from django.urls import URLPattern, path

from cpms.pathways.views import base, child, life, missing, moves, support

RECORDS: Sequence[tuple[str, Any, Sequence[Any]]] = (
    (
        "address-changes",
        moves.AddressChangePage,
        (moves.TellUnit, moves.TellOthers),
    ),
    ("transfers-in", moves.TransferInPage, (moves.MoveIn, moves.WithdrawMoveIn)),
    (
        "transfers-out",
        moves.TransferOutPage,
        (moves.MoveOut, moves.TheirConference, moves.WithdrawMoveOut),
    ),
    (
        "missing-episodes",
        missing.MissingPage,
        (
            missing.ReportMissing,
            missing.TellManagers,
            missing.ContactAgencies,
            missing.BeginTracing,
            missing.TellAuthorities,
            missing.FindChild,
        ),
    ),
    ("absences", missing.AbsencePage, (missing.NoteAbsence, missing.ComeBack)),
    (
        "action-plans",
        support.ActionPlanPage,
        (support.AgreeActionPlan, support.ReviewActionPlan, support.CloseActionPlan),
    ),
    (
        "child-in-need-meetings",
        support.ChildInNeedMeetingPage,
        (support.SetMeetingDate, support.HoldMeeting),
    ),
)


def _addresses() -> list[URLPattern]:
    found = []
    for words, page, acts in RECORDS:
        found.append(path(f"{words}/<int:pk>/", page.as_view(), name=page.model.page))
        found += [_act(words, act) for act in acts]
    return found


def _act(words: str, act: Any) -> URLPattern:
    """Return the address of one move; one that begins a record stands under its child."""
    slug = act.move.replace("_", "-")
    name = f"{act.model.page}-{slug}"
    if issubclass(act, base.Begin):
        return _path(f"children/<int:pk>/{words}/{slug}/", act, name)
    base.ACTS[act.model.page, act.move] = name
    return _path(f"{words}/<int:pk>/{slug}/", act, name)


def _path(address: str, view: Any, name: str) -> URLPattern:
    found: URLPattern = path(address, view.as_view(), name=name)
    return found


urlpatterns = [
    path("children/<int:pk>/pathways/", child.PathwaysPage.as_view(), name="child-pathways"),
    path("children/<int:pk>/death/", life.RecordDeath.as_view(), name="record-death"),
    path("children/<int:pk>/left-uk/", life.LeaveUk.as_view(), name="record-leaving"),
    path("children/<int:pk>/marriage/", life.Marry.as_view(), name="record-marriage"),
    path("children/<int:pk>/eighteen/", life.TurnEighteen.as_view(), name="record-eighteen"),
    path(
        "authority-letters/<int:pk>/answer/",
        missing.AuthorityAnswered.as_view(),
        name="authority-answered",
    ),
    *_addresses(),
]
