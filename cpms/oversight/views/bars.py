"""Restricting a record, declaring a conflict of interest, and ending both."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.urls import reverse

from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.children.models import Child, Conflict, Restriction
from cpms.children.trust import change_readers, restrict
from cpms.oversight.forms import ConflictForm, EndForm, ReadersForm, RestrictForm
from cpms.records.moves import perform
from cpms.records.views import MoveView, Page, RecordPage, ServiceFormView


class OfChild(ServiceFormView[Child]):
    """A form under the banner of a child."""

    model = Child
    template_name = "oversight/act.html"

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        banner = banner_of(self.record, self.user, self.today, "child-access")
        return {**super().context(), "banner": banner, "back": self.back()}

    def back(self) -> str:
        """Return the page that this one comes from."""
        return reverse("child-access", args=[self.record.pk])


class Restrict(OfChild):
    """Restrict the record of one child to named readers."""

    permission = Permission.RESTRICT_CHILD
    title = "Restrict this record"
    form_class = RestrictForm
    button = "Restrict the record"

    def initial(self) -> dict[str, Any]:
        """Return the lead professional and the person, who are needed among the readers."""
        lead = self.record.lead_professional
        return {"readers": [user.pk for user in (lead, self.user) if user]}

    def act(self, **facts: Any) -> Restriction:
        """Restrict it."""
        restriction = restrict(self.record, **facts, by=self.user)
        messages.success(self.request, f"The record is restricted: {restriction.reference}.")
        return restriction

    def success_url(self, record: Any) -> str:
        """Go on to the restriction, which a person sees who is no reader."""
        return str(record.get_absolute_url()) if record else self.back()


class DeclareConflict(OfChild):
    """Declare that somebody is too close to this child. The record closes to them at once."""

    permission = Permission.DECLARE_CONFLICT
    title = "Declare a conflict of interest"
    form_class = ConflictForm
    button = "Declare it"
    done_message = "The conflict is declared. The record is closed to this person."

    def visible(self) -> Any:
        """Return the children whom this person may know to exist."""
        return Child.objects.findable_by(self.user, self.today)

    def context(self) -> dict[str, Any]:
        """Return the form; without the banner where the person has no part in the case."""
        seen = Child.objects.visible_to(self.user, self.today).filter(pk=self.record.pk)
        return super().context() | ({} if seen.exists() else {"banner": None})

    def initial(self) -> dict[str, Any]:
        """Return the person themself."""
        return {"person": self.user.pk}

    def act(self, **facts: Any) -> Conflict:
        """Declare it."""
        conflict = Conflict(user=facts.pop("user"), child=self.record)
        declared: Conflict = perform(conflict, "declare", by=self.user, **facts)
        return declared

    def success_url(self, record: Any) -> str:
        """Go to the list of conflicts: the child's page may be closed now."""
        return reverse("conflicts")


class Restrictions(Page):
    """Every restriction in force, by its number: no child's name stands here."""

    permission = Permission.RESTRICT_CHILD
    template_name = "oversight/restrictions.html"

    def context(self) -> dict[str, Any]:
        """Return the restrictions with the number of their readers."""
        rows = Restriction.objects.visible_to(self.user).in_force().prefetch_related("readers")
        return {"restrictions": rows.order_by("pk")}


class RestrictionPage(RecordPage[Restriction]):
    """One restriction: its readers, and how it may be changed."""

    model = Restriction
    permission = Permission.RESTRICT_CHILD
    template_name = "oversight/restriction.html"

    def context(self) -> dict[str, Any]:
        """Return the readers; why it is restricted is told to readers alone."""
        readers = self.record.readers.current().select_related("user")
        return {
            "readers": readers,
            "is_reader": any(row.user_id == self.user.pk for row in readers),
            "is_in_force": self.record.state == Restriction.State.IN_FORCE,
        }


class ChangeReaders(MoveView[Restriction]):
    """Name other readers."""

    model = Restriction
    move = "change_readers"
    form_class = ReadersForm
    button = "Change the readers"
    done_message = "The readers are changed."

    def initial(self) -> dict[str, Any]:
        """Return the present readers."""
        return {"readers": [row.user_id for row in self.record.readers.current()]}

    def act(self, **facts: Any) -> Restriction:
        """Change them."""
        return change_readers(self.record, **facts, by=self.user)


class LiftRestriction(MoveView[Restriction]):
    """Open the record again."""

    model = Restriction
    move = "lift"
    form_class = EndForm
    button = "Lift the restriction"
    done_message = "The restriction is lifted."


class Conflicts(Page):
    """The conflicts of interest that concern the person, or that they look after."""

    template_name = "oversight/conflicts.html"

    def context(self) -> dict[str, Any]:
        """Return them with the case number: the name would be told to those kept from it."""
        rows = Conflict.objects.visible_to(self.user, self.today).select_related("user", "child")
        return {
            "conflicts": rows.in_force().order_by("-declared_on", "-pk"),
            "may_end": self.user.may(Permission.RESTRICT_CHILD),
        }


class EndConflict(MoveView[Conflict]):
    """End a conflict of interest that was declared in error, or is over."""

    model = Conflict
    move = "end"
    form_class = EndForm
    button = "End the conflict of interest"
    done_message = "The conflict of interest is ended."

    def child_ids(self) -> Iterable[int]:
        """Return the child whose record opens again."""
        return [self.record.child_id]
