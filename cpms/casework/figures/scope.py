"""Which children and clocks a page of figures is about: all of it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from cpms.casework.child_filters import chaired_by
from cpms.casework.figures.rules import titles
from cpms.children.models import Allocation, Child
from cpms.children.models.child import ChildQuerySet
from cpms.timescales.packs import all_packs

NOBODY = "none"
LONGEST_NUMBER = 12


@dataclass(frozen=True)
class Scope:
    """The filters that the dashboard and its lists share; what is not understood is left out."""

    team: str = ""
    worker: str = ""
    chair: str = ""
    code: str = ""
    pack: str = ""

    @classmethod
    def of(cls, wanted: Mapping[str, str]) -> "Scope":
        """Read the address."""
        worker = wanted.get("worker", "")
        return cls(
            team=_number(wanted.get("team", "")),
            worker=NOBODY if worker == NOBODY else _number(worker),
            chair=_number(wanted.get("chair", "")),
            code=_known(wanted.get("code", ""), titles()),
            pack=_known(wanted.get("pack", ""), all_packs()),
        )

    @property
    def is_of_people(self) -> bool:
        """Whether only the children of a worker or chair are meant: a few hundred at most."""
        return bool(self.worker or self.chair)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(getattr(self, one.name) for one in fields(self))

    def clocks(self, deadlines: Any) -> Any:
        """Keep the clocks that are meant."""
        if self.code:
            deadlines = deadlines.filter(code=self.code)
        if self.pack:
            deadlines = deadlines.filter(pack=self.pack)
        if self.team:
            deadlines = deadlines.filter(child__team=int(self.team))
        if self.is_of_people:
            children = self._of_people(Child.objects.all())
            deadlines = deadlines.filter(child__in=children.values("pk"))
        return deadlines

    def children(self, children: ChildQuerySet) -> ChildQuerySet:
        """Keep the children who are meant; rules and packs say nothing of children."""
        if self.team:
            children = children.filter(team=int(self.team))
        return self._of_people(children) if self.is_of_people else children

    def _of_people(self, children: ChildQuerySet) -> ChildQuerySet:
        if self.worker == NOBODY:
            children = children.filter(~Exists(_led(OuterRef("pk"))))
        elif self.worker:
            children = children.filter(Exists(_led(OuterRef("pk")).filter(worker=int(self.worker))))
        return chaired_by(children, self.chair) if self.chair else children

    def address(self, page: str = "deadlines", /, **more: object) -> str:
        """Return a page with these filters and more."""
        own = {one.name: getattr(self, one.name) for one in fields(self)}
        kept = {name: value for name, value in {**own, **more}.items() if value}
        return f"{reverse(page)}{'?' if kept else ''}{urlencode(kept)}"


def _led(child: Any) -> QuerySet[Allocation]:
    return Allocation.objects.filter(child=child, until_on__isnull=True)


def _number(written: str) -> str:
    return written if written.isdecimal() and len(written) <= LONGEST_NUMBER else ""


def _known(written: str, among: Mapping[str, object]) -> str:
    return written if written in among else ""
