"""What the caller says of the child, and which child a person decides that it is."""

from datetime import datetime
from typing import Any

from django.db import models
from django_fsm import transition

from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Child
from cpms.children.search import Particulars
from cpms.records.models import JSON, Record
from enquiries import guards
from enquiries.models.states import State

AT_THE_DESK = needs(Permission.ANSWER_ENQUIRY)


class Matching(Record):
    """The third step of an enquiry."""

    said_given_name = models.CharField(max_length=80, blank=True)
    said_family_name = models.CharField(max_length=80, blank=True)
    said_date_of_birth = models.DateField(null=True, blank=True)
    said_expected_on = models.DateField(null=True, blank=True)
    said_address = models.CharField(max_length=200, blank=True)
    said_school = models.CharField(max_length=150, blank=True)
    said_mother = models.CharField(max_length=150, blank=True)
    said_known_as = models.CharField(max_length=150, blank=True)
    searched_at = models.DateTimeField(null=True, blank=True)
    found = models.JSONField(default=dict, blank=True)
    child = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries"
    )
    earlier = models.ForeignKey(
        "enquiries.Enquiry", null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    identified_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    taken_back: Child | None = None

    class Meta:
        abstract = True

    @property
    def said(self) -> Particulars:
        """What the caller said of the child."""
        return Particulars(
            given_name=self.said_given_name,
            family_name=self.said_family_name,
            date_of_birth=self.said_date_of_birth,
            expected_on=self.said_expected_on,
            address=self.said_address,
            school=self.said_school,
            mother=self.said_mother,
            known_as=(self.said_known_as,) if self.said_known_as else (),
        )

    @property
    def asked_about(self) -> str:
        """The child as the caller named them."""
        of_mother = f"Unborn baby of {self.said_mother}" if self.said_mother else ""
        return self.said.name or self.said_known_as or of_mother

    @transition(
        field="state",
        source=State.CALLED_BACK,
        target=None,
        conditions=[guards.enough_was_said],
        permission=AT_THE_DESK,
        custom={"event": "searched", "label": "Search"},
    )
    def search(self, *, said: dict[str, Any], found: dict[str, JSON], at: datetime) -> datetime:
        """Search by what the caller said; what was found is kept as it was shown."""
        for name, value in said.items():
            setattr(self, name, value)
        self.found, self.searched_at = found, at
        return at

    @transition(
        field="state",
        source=State.CALLED_BACK,
        target=State.IDENTIFIED,
        conditions=[
            guards.was_searched,
            guards.choice_was_found,
            guards.nothing_new_was_found,
            guards.reason_is_given,
        ],
        permission=AT_THE_DESK,
        custom={"label": "Decide which child it is"},
    )
    def identify(self, **match: Any) -> datetime:
        """A person decides: this child, or none that is known (EN-06)."""
        return self._decide(**match)

    @transition(
        field="state",
        source=State.CALLED_BACK,
        target=State.REFERRED,
        conditions=[guards.was_searched, guards.reason_is_given],
        permission=AT_THE_DESK,
        custom={"label": "Leave the match to the Quality Assurance Manager"},
    )
    def refer(self, *, why: str, at: datetime) -> datetime:
        """Nobody at the desk can tell: the QA Manager decides, and the desk rings back."""
        self.why = why
        return at

    @transition(
        field="state",
        source=State.REFERRED,
        target=State.IDENTIFIED,
        conditions=[
            guards.choice_was_found,
            guards.nothing_new_was_found,
            guards.reason_is_given,
        ],
        permission=needs(Permission.FOLLOW_ENQUIRIES),
        custom={"event": "match_settled", "label": "Decide the match"},
    )
    def settle(self, **match: Any) -> datetime:
        """The QA Manager decides the match that the desk could not."""
        return self._decide(**match)

    @transition(
        field="state",
        source=State.REFERRED,
        target=State.CALLED_BACK,
        permission=needs(Permission.FOLLOW_ENQUIRIES),
        custom={"event": "sent_back", "label": "Send back to search again"},
    )
    def send_back(self, *, at: datetime) -> datetime:
        """The QA Manager wants the desk to ask the caller more, and search again."""
        return at

    @transition(
        field="state",
        source=State.IDENTIFIED,
        target=State.CALLED_BACK,
        permission=AT_THE_DESK,
        custom={"event": "match_taken_back", "label": "Go back to the match"},
    )
    def reconsider(self, *, at: datetime) -> datetime:
        """The match is taken back before anything was said; the child's chronology says so."""
        self.taken_back, self.child = self.child, None
        self.earlier = self.identified_at = None
        return at

    def _decide(
        self, *, child: Child | None, earlier: Any, why: str, at: datetime, **asked: Any
    ) -> datetime:
        self.child, self.earlier, self.why, self.identified_at = child, earlier, why, at
        return at
