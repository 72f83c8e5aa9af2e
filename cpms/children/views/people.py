"""The people round a child: family, adults, where they live; and the child's particulars."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import models
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cpms.accounts.permissions import Permission
from cpms.children import circle, moving, services
from cpms.children.forms import AddressForm, ParticularsForm, PersonForm
from cpms.children.models import Address, Child, Person
from cpms.children.views.of_child import ChildAct, ChildPage
from cpms.records.transitions import options
from cpms.records.views import RecordPage

P = Permission
MOVED = "The move is recorded. The lead professional is told, and tells the unit today (MV-01)."
MOVES = {
    "record_birth": "record-birth",
    "close": "close-case",
    "reopen": "reopen-case",
}


class PeoplePage(ChildPage):
    """Who is round the child. A confidential address is only named here, never shown."""

    template_name = "children/people.html"
    page_name = "People"
    current = "child-people"

    def context(self) -> dict[str, Any]:
        """Return the family, the adults, the addresses and what may be done."""
        child, where = self.record, Address.objects.visible_to(self.user, self.today)
        where = where.current(self.today)
        people = child.family.people.prefetch_related(
            Prefetch("addresses", queryset=where, to_attr="now_at"),
            Prefetch("relationships", queryset=child.relationships.all(), to_attr="ties"),
        )
        return {
            **super().context(),
            "people": people,
            "addresses": where.filter(child=child),
            "siblings": child.siblings().visible_to(self.user, self.today),
            "allocations": child.allocations.select_related("worker"),
            "aliases": child.aliases.all(),
            "may_change": self.user.may(P.RECORD_CASEWORK),
            "acts": self.acts(),
        }

    def acts(self) -> list[dict[str, str]]:
        """Return what this person may do with the child's own record, as links."""
        child, user = self.record, self.user
        offered = [
            ("record-cause", "Record reasonable cause", P.RUN_STRATEGY_DISCUSSION),
            ("allocate-child", "Allocate", P.ALLOCATE_CHILD),
            ("register-sibling", "Register a sibling", P.REGISTER_CHILD),
        ]
        is_open = child.state == Child.State.OPEN
        acts = [(name, text) for name, text, needed in offered if is_open and user.may(needed)]
        acts += [
            (MOVES[option.move], option.label)
            for option in options(child, user)
            if option.move in MOVES and option.is_open
        ]
        return [{"href": reverse(name, args=[child.pk]), "text": text} for name, text in acts]


class AddPerson(ChildAct):
    """Add an adult round the child."""

    permission = P.RECORD_CASEWORK
    title = "Add an adult"
    form_class = PersonForm
    button = "Add"
    done_message = "The adult was added."

    def initial(self) -> dict[str, Any]:
        """Return every sibling: an adult is mostly the same to all of them."""
        family = Child.objects.visible_to(self.user).filter(family=self.record.family)
        return {"children": [child.pk for child in family], "language": self.record.language}

    def act(self, **facts: Any) -> None:
        """Add the adult to the family."""
        circle.add_person(**facts, by=self.user)


class ChangePerson(AddPerson):
    """Put right what is known of an adult."""

    title = "Change what is known of an adult"
    button = "Save"
    done_message = "The change was saved."

    def person(self) -> Person:
        """Return the adult of this family that the address names, or 404."""
        people = Person.objects.visible_to(self.user, self.today)
        return get_object_or_404(people, pk=self.kwargs["person"], family=self.record.family)

    def initial(self) -> dict[str, Any]:
        """Return what is known now."""
        person = self.person()
        tie = person.relationships.filter(child=self.record).first()
        known = {name: getattr(person, name, None) for name in PersonForm.base_fields}
        related = list(person.relationships.values_list("child", flat=True))
        return {
            **known,
            "children": related or [self.record.pk],
            "kind": tie.kind if tie else None,
            "has_parental_responsibility": bool(tie and tie.has_parental_responsibility),
        }

    def act(self, **facts: Any) -> None:
        """Save what was put right."""
        circle.change_person(self.person(), **facts, by=self.user)


class AddAddress(ChildAct):
    """Note where the child and others live from a day on."""

    permission = P.RECORD_CASEWORK
    title = "Add an address"
    form_class = AddressForm
    button = "Add"
    done_message = "The address was added."

    def initial(self) -> dict[str, Any]:
        """Return this child and today."""
        return {"children": [self.record.pk], "from_on": self.today}

    def act(self, **facts: Any) -> None:
        """Note it for everyone chosen; a child who lived elsewhere has moved (MV-01)."""
        if moving.record_address(**facts, by=self.user):
            messages.success(self.request, MOVED)


class ChangeParticulars(ChildAct):
    """Put right what is known of the child."""

    permission = P.RECORD_CASEWORK
    title = "Change the child’s particulars"
    form_class = ParticularsForm
    done_message = "The change was saved."

    def initial(self) -> dict[str, Any]:
        """Return what is known now."""
        child = self.record
        known = {name: getattr(child, name, None) for name in ParticularsForm.base_fields}
        return {**known, "known_as": ", ".join(alias.name for alias in child.aliases.all())}

    def act(self, **facts: Any) -> None:
        """Save what was put right."""
        services.change_particulars(self.record, **facts, by=self.user)


class AddressPage(RecordPage[Address]):
    """One address, opened on purpose; the opening is written down for each child of it."""

    model = Address
    permission = P.OPEN_CASE
    template_name = "children/address.html"

    @property
    def page_name(self) -> str:  # type: ignore[override]
        """Name a confidential address as such among the looks."""
        return "Confidential address" if self.record.is_confidential else "Address"

    def visible(self) -> models.QuerySet[Address]:
        """Return the addresses, with who lives there."""
        return super().visible().select_related("child", "person__family")

    def child_ids(self) -> Iterable[int]:
        """Return the children whose address it is, or whose parent's."""
        return [child.pk for child in self.record.concerned_children()]
