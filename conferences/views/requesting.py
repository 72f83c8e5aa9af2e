"""Asking for a conference; agreeing, declining, cancelling."""

from functools import cached_property
from typing import Any

from django.http import HttpResponse

from conferences.forms.requesting import AgreeForm, CancelForm, DeclineForm, RequestForm
from conferences.models import Conference
from conferences.services.requesting import (
    cancel_conference,
    decline_conference,
    request_conference,
)
from cpms.accounts.permissions import Permission
from cpms.children.models import Child
from cpms.records.views import MoveView, ServiceFormView


class Request(ServiceFormView[Child]):
    """Ask for a conference about a child and its siblings."""

    model = Child
    permission = Permission.REQUEST_CONFERENCE
    form_class = RequestForm
    page_name = "Ask for a conference"
    title = "Ask for a conference"
    button = "Ask for the conference"
    done_message = "The conference is asked for. The Child Protection Unit decides next."

    @cached_property
    def siblings(self) -> list[Child]:
        """The child with those of its siblings whom the person may see."""
        return list(Child.objects.visible_to(self.user).filter(family=self.record.family_id))

    def initial(self) -> dict[str, Any]:
        """Return the child whose page this was come from, and the usual kind."""
        kind = "pre_birth" if self.record.is_unborn else "initial"
        return {"children": [self.record.pk], "kind": kind}

    def act(self, **facts: Any) -> Conference:
        """Ask for it."""
        children = list(facts.pop("children"))
        return request_conference(
            self.record.family, children, by=self.user, on=self.today, **facts
        )

    def child_ids(self) -> list[int]:
        """Return every child whose name the form shows."""
        return [child.pk for child in self.siblings]


class OfConference(MoveView[Conference]):
    """A move of a conference, on a page that says what was asked for."""

    model = Conference
    template_name = "conferences/before/act.html"

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Show the form beside the children's names."""
        children = list(self.record.concerned_children())
        return super().show(status, children=children, **extra)


class Agree(OfConference):
    """Agree the need."""

    move = "agree"
    form_class = AgreeForm
    button = "Agree"
    title = "Agree that a conference is needed"
    done_message = "The conference is agreed. Schedule it next."


class Decline(OfConference):
    """Decline, with reasons."""

    move = "decline"
    form_class = DeclineForm
    button = "Decline"
    title = "Decline the conference"
    done_message = "The conference is declined. Those who asked have the reasons."

    def act(self, **facts: Any) -> Conference:
        """Decline and tell them."""
        return decline_conference(self.record, by=self.user, **facts)


class Cancel(OfConference):
    """Cancel, with a reason, and tell everyone."""

    move = "cancel"
    form_class = CancelForm
    button = "Cancel the conference"
    title = "Cancel the conference"
    done_message = "The conference is cancelled. Everyone invited was told."

    def act(self, **facts: Any) -> Conference:
        """Cancel and tell them."""
        return cancel_conference(self.record, by=self.user, **facts)
