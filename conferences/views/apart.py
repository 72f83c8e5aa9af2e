"""Times of one's own, and keeping a person out."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from conferences.forms.apart import ApartForm, ExcludeForm, TogetherForm
from conferences.models import Invitation
from conferences.people import is_its_chair
from conferences.services.apart import attend_separately, attend_with_the_others
from conferences.services.excluding import admit_again, exclude
from conferences.views.inviting import OfInvitation
from cpms.accounts.permissions import Permission
from cpms.timescales.calendar import as_london


class Apart(OfInvitation):
    """Give a person times of their own, where it would not be safe to meet somebody."""

    permission = Permission.SCHEDULE_CONFERENCE
    template_name = "conferences/before/apart.html"
    form_class = ApartForm
    page_name = "Separate attendance"
    title = "Times of their own"
    button = "Keep these times"
    done_message = "The times are kept. Only this person’s invitation and calendar name them."

    def initial(self) -> dict[str, Any]:
        """Return the times as they stand."""
        row = self.record
        return {
            "comes_at": as_london(row.begins_at).time() if row.begins_at else None,
            "goes_at": as_london(row.finishes_at).time() if row.finishes_at else None,
            "kept_apart_from": [other.pk for other in row.kept_apart_from.all()],
            "arrival_note": row.arrival_note,
        }

    def refusals(self) -> list[str]:
        """Say at once that there is no day yet."""
        is_fixed = self.record.conference.scheduled_at is not None
        return [] if is_fixed else ["Schedule the conference first."]

    def act(self, **facts: Any) -> Invitation:
        """Keep them, and tell the person if they were told of other times."""
        return attend_separately(self.record, by=self.user, **facts)


class Together(OfInvitation):
    """The person comes when everybody comes."""

    permission = Permission.SCHEDULE_CONFERENCE
    form_class = TogetherForm
    page_name = "Separate attendance ends"
    title = "Come with the others"
    button = "Take the own times back"
    done_message = "The person comes when everybody comes, and is told so if they were invited."

    def act(self, **facts: Any) -> Invitation:
        """Take the times back."""
        return attend_with_the_others(self.record, by=self.user, **facts)


class OfTheChair(OfInvitation):
    """What only the chair of the conference does about a person."""

    permission = Permission.CHAIR_CONFERENCE

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Show the form to the chair, and to nobody else."""
        if not is_its_chair(self.record, self.user):
            raise PermissionDenied("Only the chair of this conference does this.")
        return super().show(status, **extra)


class Exclude(OfTheChair):
    """Keep a member of the family out, with reasons and a letter."""

    form_class = ExcludeForm
    page_name = "Exclude a person"
    title = "Exclude from the conference"
    button = "Exclude, and send the letter"
    done_message = "The person is excluded, and the letter to them is made."

    def act(self, **facts: Any) -> Invitation:
        """Exclude, and tell the person."""
        return exclude(self.record, by=self.user, **facts)


class Admit(OfTheChair):
    """Let a person come after all."""

    page_name = "Let a person in again"
    title = "Let the person come after all"
    button = "Let them come"
    done_message = "The person can come. Send the later invitations next."

    def act(self, **facts: Any) -> Invitation:
        """Let them in again."""
        return admit_again(self.record, by=self.user)
