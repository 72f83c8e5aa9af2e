"""Moves: to another address, into the area, and out of it (MV-01 to MV-03, PL-16)."""

from datetime import date

from django.db import models
from django_fsm import transition

from cpms.accounts.permissions import Permission, needs
from cpms.children.guards import moving as guards
from cpms.children.models.authorities import LocalAuthority
from cpms.children.models.child import Child
from cpms.children.models.of_child import OfChild, OfChildQuerySet
from cpms.children.models.people import Address
from cpms.records.models import JSON
from cpms.records.state import StateField


class AddressChangeQuerySet(OfChildQuerySet["AddressChange"]):
    """Changes of address."""


class AddressChange(OfChild):
    """A child lives somewhere else: the lead professional, the unit and the others are told."""

    event_label = "address"
    page = "address-change"

    class State(models.TextChoices):
        NEW = "new", "Not known"
        LEARNED = "change_learned", "The unit is still to be told"
        NOTIFIED = "change_notified", "The others are still to be told"
        CIRCULATED = "circulated", "Everyone is told"

    OPEN = (State.LEARNED, State.NOTIFIED)

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="address_changes")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="+")
    told_by = models.CharField("who told of it", max_length=150)
    learned_on = models.DateField()
    notified_on = models.DateField(null=True, blank=True)
    circulated_on = models.DateField(null=True, blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-learned_on", "-pk"]

    def __str__(self) -> str:
        return "Change of address"

    def facts_for(self, child: Child) -> dict[str, JSON]:
        """Return whether the address is confidential; never the address."""
        return {"confidential": self.address.is_confidential}

    @transition(
        field=state,
        source=State.NEW,
        target=State.LEARNED,
        conditions=[guards.learning_is_not_ahead],
        permission=needs(Permission.RECORD_STATUS),
        custom={"label": "Record the move"},
    )
    def learn(self, *, learned_on: date, told_by: str, today: date) -> date:
        """The service learns of a move; the lead professional is told at once (MV-01)."""
        self.learned_on, self.told_by = learned_on, told_by
        return learned_on

    @transition(
        field=state,
        source=State.LEARNED,
        target=State.NOTIFIED,
        conditions=[guards.telling_is_not_ahead, guards.unit_is_told_after_learning],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Tell the Child Protection Unit"},
    )
    def notify(self, *, notified_on: date, today: date) -> date:
        """The lead professional tells the Child Protection Unit immediately (MV-01)."""
        self.notified_on = notified_on
        return notified_on

    @transition(
        field=state,
        source=State.NOTIFIED,
        target=State.CIRCULATED,
        conditions=[guards.somebody_is_told],
        permission=needs(Permission.CIRCULATE),
        custom={"label": "Tell those who attended the initial conference"},
    )
    def circulate(self, *, circulated_on: date, told: int) -> date:
        """The unit notifies the professionals who attended the initial conference (MV-01)."""
        self.circulated_on = circulated_on
        return circulated_on


class TransferInQuerySet(OfChildQuerySet["TransferIn"]):
    """Children who move in on another authority's plan."""


class TransferIn(OfChild):
    """A child on another authority's plan moves into the area (MV-02)."""

    page = "transfer-in"

    class State(models.TextChoices):
        NEW = "new", "Not known"
        NOTIFIED = "notified", "The transfer-in conference is awaited"
        CONFERENCE_HELD = "conference_held", "The transfer-in conference was held"
        WITHDRAWN = "withdrawn", "Withdrawn"

    OPEN = (State.NOTIFIED,)

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="transfers_in")
    authority = models.ForeignKey(
        LocalAuthority, verbose_name="from", on_delete=models.PROTECT, related_name="+"
    )
    told_by = models.CharField("who told of it", max_length=150)
    their_worker = models.CharField("lead professional there", max_length=200)
    their_plan = models.TextField("the plan there")
    notified_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = TransferInQuerySet.as_manager()

    class Meta:
        ordering = ["-notified_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(state="notified"), name="one_transfer_in"
            )
        ]

    def __str__(self) -> str:
        return f"Move in from {self.authority}"

    def facts_for(self, child: Child) -> dict[str, JSON]:
        """Return from where."""
        return {"authority": self.authority.name}

    @transition(
        field=state,
        source=State.NEW,
        target=State.NOTIFIED,
        conditions=[guards.notice_is_not_ahead, guards.comes_in_once],
        permission=needs(Permission.RECORD_STATUS),
        custom={"label": "Record a move into the area"},
    )
    def notify(self, *, notified_on: date, today: date) -> date:
        """The move in became known: a transfer-in conference within 15 working days (MV-02)."""
        self.notified_on = notified_on
        return notified_on

    @transition(
        field=state,
        source=State.NOTIFIED,
        target=State.CONFERENCE_HELD,
        permission=needs(Permission.CHAIR_CONFERENCE),
        custom={"label": "Note the transfer-in conference"},
    )
    def hold_conference(self, *, held_on: date) -> date:
        """The transfer-in conference was held (MV-02)."""
        self.held_on = held_on
        return held_on

    @transition(
        field=state,
        source=State.NOTIFIED,
        target=State.WITHDRAWN,
        conditions=[guards.withdraws_with_a_reason, guards.withdrawal_is_not_ahead],
        permission=needs(Permission.RECORD_STATUS),
        custom={"label": "The child did not move in after all"},
    )
    def withdraw(self, *, withdrawn_on: date, reason: str, today: date) -> date:
        """The child is not moving in, or not for good."""
        self.reason = reason
        return withdrawn_on


class TransferOutQuerySet(OfChildQuerySet["TransferOut"]):
    """Children on a plan who move to another authority."""


class TransferOut(OfChild):
    """A child on a plan moves for good to another authority (MV-03, PL-16)."""

    page = "transfer-out"

    class State(models.TextChoices):
        NEW = "new", "Not known"
        NOTIFIED = "notified", "The other authority’s conference is awaited"
        CONFERENCE_HELD = "conference_held", "The other authority has held its conference"
        WITHDRAWN = "withdrawn", "Withdrawn"

    OPEN = (State.NOTIFIED,)

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="transfers_out")
    authority = models.ForeignKey(
        LocalAuthority, verbose_name="to", on_delete=models.PROTECT, related_name="+"
    )
    moved_on = models.DateField()
    their_worker = models.CharField("whom the authority named", max_length=200, blank=True)
    notified_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = TransferOutQuerySet.as_manager()

    class Meta:
        ordering = ["-notified_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(state="notified"), name="one_transfer_out"
            )
        ]

    def __str__(self) -> str:
        return f"Move to {self.authority}"

    def facts_for(self, child: Child) -> dict[str, JSON]:
        """Return where to."""
        return {"authority": self.authority.name}

    @transition(
        field=state,
        source=State.NEW,
        target=State.NOTIFIED,
        conditions=[guards.notice_is_not_ahead, guards.goes_out_once],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Record a move to another authority"},
    )
    def notify(self, *, notified_on: date, today: date) -> date:
        """The receiving authority was notified; its conference is due in 15 working days."""
        self.notified_on = notified_on
        return notified_on

    @transition(
        field=state,
        source=State.NOTIFIED,
        target=State.CONFERENCE_HELD,
        conditions=[
            guards.conference_is_not_ahead,
            guards.conference_follows_the_notice,
            guards.says_what_shows_it,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Record the other authority’s conference"},
    )
    def hold_conference(self, *, held_on: date, evidence: str, today: date) -> date:
        """The receiving authority held its conference: only now the plan here may end (PL-16)."""
        self.held_on, self.evidence = held_on, evidence
        return held_on

    @transition(
        field=state,
        source=State.NOTIFIED,
        target=State.WITHDRAWN,
        conditions=[guards.withdraws_with_a_reason, guards.withdrawal_is_not_ahead],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "The child did not move away after all"},
    )
    def withdraw(self, *, withdrawn_on: date, reason: str, today: date) -> date:
        """The child is not moving away, or not for good."""
        self.reason = reason
        return withdrawn_on
