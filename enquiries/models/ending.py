"""How an enquiry ends: answered in set words, refused, or left by the caller."""

from datetime import datetime

from django.db import models
from django_fsm import transition

from cpms.accounts.permissions import Permission, needs
from cpms.records.models import Record
from enquiries import guards
from enquiries.models.states import BEFORE_CALL_BACK, ON_THE_LINE, Outcome, State

AT_THE_DESK = needs(Permission.ANSWER_ENQUIRY)


class Ending(Record):
    """The fourth step of an enquiry, and the ways out of the others."""

    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    words = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @transition(
        field="state",
        source=State.IDENTIFIED,
        target=State.ANSWERED,
        conditions=[guards.words_are_the_ones_shown],
        permission=AT_THE_DESK,
        custom={"label": "Say the words"},
    )
    def answer(
        self, *, outcome: str, words: str, shown: str, advice: str, at: datetime
    ) -> datetime:
        """The words were said: kept as they were, with the advice given (EN-04 to EN-07)."""
        self.outcome, self.words, self.advice = outcome, words, advice
        self.answered_at = at
        return at

    @transition(
        field="state",
        source=State.ANSWERED,
        target=State.CLOSED,
        permission=AT_THE_DESK,
        custom={"label": "Close the enquiry"},
    )
    def close(self, *, at: datetime) -> datetime:
        """Nothing more is to be done at the desk."""
        self.ended_at = at
        return at

    @transition(
        field="state",
        source=[*ON_THE_LINE, State.REFERRED, State.IDENTIFIED],
        target=State.CLOSED,
        permission=AT_THE_DESK,
        custom={"event": "rung_off", "label": "Caller rang off"},
    )
    def ring_off(self, *, because: str, at: datetime) -> datetime:
        """The caller left before anything was said."""
        return self._end(because, at)

    @transition(
        field="state",
        source=BEFORE_CALL_BACK,
        target=State.REFUSED_PUBLIC,
        permission=AT_THE_DESK,
        custom={"label": "Refuse: a member of the public"},
    )
    def refuse_public(self, *, because: str, at: datetime) -> datetime:
        """Members of the public have no access (EN-03)."""
        return self._end(because, at)

    @transition(
        field="state",
        source=ON_THE_LINE,
        target=State.REFUSED_NOT_AUTHENTICATED,
        conditions=[guards.refusal_is_explained],
        permission=AT_THE_DESK,
        custom={"label": "Could not confirm who they are"},
    )
    def refuse_not_authenticated(self, *, because: str, at: datetime) -> datetime:
        """The agency does not know the caller, or something else does not fit (EN-02, EN-07)."""
        return self._end(because, at)

    @transition(
        field="state",
        source=State.RECEIVED,
        target=State.REFUSED_NO_NUMBER,
        conditions=[guards.no_number_is_held],
        permission=AT_THE_DESK,
        custom={"label": "Refuse: no number held"},
    )
    def refuse_no_number(self, *, because: str, at: datetime) -> datetime:
        """Neither held nor found a number of the agency itself: nothing is said (EN-02)."""
        return self._end(because, at)

    def _end(self, because: str, at: datetime) -> datetime:
        self.ended_because, self.ended_at = because, at
        return at
