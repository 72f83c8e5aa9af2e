"""What every page off the main road has: the child's banner, and a place to go back to."""

from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django.urls import reverse

from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.children.models import Child, OfChild
from cpms.pathways.reading import events_of, facts_of
from cpms.records.transitions import options
from cpms.records.views import CreateMoveView, MoveView, RecordPage

R = TypeVar("R", bound=OfChild)

CURRENT = "child-pathways"


class StatusPage(RecordPage[R]):
    """One record of a child's status: what is known, what can be done, what happened."""

    permission = Permission.OPEN_CASE
    template_name = "pathways/record.html"

    def context(self) -> dict[str, Any]:
        """Return the banner, the facts, the acts open now, and the record's own events."""
        return {
            **super().context(),
            "banner": banner_of(self.record.child, self.user, self.today, CURRENT),
            "facts": facts_of(self.record),
            "acts": self.acts(),
            "events": events_of(self.record),
        }

    def acts(self) -> list[dict[str, Any]]:
        """Return what this person may do with the record now, as links."""
        return [
            {
                "href": reverse(address_of(type(self.record), option.move), args=[self.record.pk]),
                "text": option.label,
                "refusals": option.refusals,
            }
            for option in options(self.record, self.user)
            if (type(self.record).page, option.move) in ACTS
        ]


ACTS: dict[tuple[str, str], str] = {}


def address_of(model: type[OfChild], move: str) -> str:
    """Return the name of the address at which a move of this kind of record is made."""
    return ACTS[model.page, move]


class Act(MoveView[R]):
    """One move of one record of a child's status. Names model, move and form."""

    permission = Permission.OPEN_CASE
    template_name = "children/act.html"
    today_for: ClassVar[tuple[str, ...]] = ()

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        child = self.record.child
        return {**super().context(), "banner": banner_of(child, self.user, self.today, CURRENT)}

    def initial(self) -> dict[str, Any]:
        """Return today for the day on which it happened."""
        return dict.fromkeys(self.today_for, self.today)


class Begin(CreateMoveView[R], Act[R]):
    """A move that makes such a record for the child of the address."""

    on_record: ClassVar[tuple[str, ...]] = ()

    @cached_property
    def child(self) -> Child:
        """The child whose file the person may open; 404 otherwise."""
        found: Any = self.found(self.children())
        return found  # type: ignore[no-any-return]

    def children(self) -> Any:
        """Return the children whom the person may see."""
        return Child.objects.visible_to(self.user, self.today)

    def new(self) -> R:
        """Return the record about to be made."""
        record: R = self.model(child=self.child)
        return record

    def act(self, **facts: Any) -> Any:
        """Put what the record itself holds on it, then make the move."""
        for name in self.on_record:
            setattr(self.record, name, facts.pop(name))
        return super().act(**facts)

    def success_url(self, record: Any) -> str:
        """Go on to the record; from the empty form back to the child."""
        return record.get_absolute_url() if record.pk else reverse(CURRENT, args=[self.child.pk])

    def child_ids(self) -> list[int]:
        """Return the child: the banner shows who it is."""
        return [self.child.pk]
