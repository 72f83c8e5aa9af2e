"""What is undone when a decision or minutes are taken back before they have gone."""

from conferences.models import Conference
from cpms.accounts.models import User
from cpms.documents.models import Circulation, LetterKind
from cpms.documents.services.recalling import Undo, on_recall
from cpms.records import clock
from cpms.records.moves import perform


def register() -> None:
    """The conference stands again as one whose decision, or minutes, were not sent."""
    on_recall(LetterKind.CONFERENCE_DECISION, _undo("recall_decision"))
    on_recall(LetterKind.CONFERENCE_MINUTES, _undo("recall_minutes"))


def _undo(move: str) -> Undo:
    def undo(circulation: Circulation, by: User, reason: str) -> None:
        conference = Conference.objects.get(pk=circulation.record_id)
        perform(conference, move, by=by, recalled_on=clock.today())

    return undo
