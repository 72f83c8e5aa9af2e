"""A child in the authority's care, and the orders a court makes (LA-01 to LA-09)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django_fsm import transition

from cpms.accounts.permissions import Permission, needs
from cpms.children.guards import care as guards
from cpms.children.models.child import Child
from cpms.children.models.of_child import OfChild, OfChildQuerySet
from cpms.records.models import JSON
from cpms.records.state import StateField


class LegalBasis(models.TextChoices):
    """On which ground of the Children Act 1989 a child is looked after."""

    SECTION_20 = "section_20", "Accommodated by agreement (section 20)"
    INTERIM_CARE_ORDER = "interim_care_order", "Interim care order (section 38)"
    CARE_ORDER = "care_order", "Care order (section 31)"
    EMERGENCY = "emergency", "Emergency protection order (section 44)"
    POLICE_PROTECTION = "police_protection", "Police protection (section 46)"
    REMAND = "remand", "Remanded to the authority’s care"
    PLACEMENT_ORDER = "placement_order", "Placement order (Adoption and Children Act 2002)"


class Placement(models.TextChoices):
    """Where a looked-after child lives."""

    FOSTER_CARE = "foster_care", "With foster carers"
    FAMILY = "family", "With relatives or friends"
    RESIDENTIAL = "residential", "In a children’s home"
    PARENTS = "parents", "At home with parents"
    OTHER = "other", "Elsewhere"


class CareEpisodeQuerySet(OfChildQuerySet["CareEpisode"]):
    """Times in care."""

    def on(self, day: date) -> Self:
        """Return those that cover a day; the day care ended is not one of it."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), began_on__lte=day)


class CareEpisode(OfChild):
    """A child is looked after, from one day to another, on a legal basis."""

    page = "care-episode"

    class State(models.TextChoices):
        NEW = "new", "Not begun"
        BEGAN = "began", "Looked after"
        ENDED = "ended", "No longer looked after"

    OPEN = (State.BEGAN,)

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="care_episodes")
    began_on = models.DateField()
    legal_basis = models.CharField(max_length=30, choices=LegalBasis)
    placement = models.CharField(max_length=20, choices=Placement)
    is_for_protection = models.BooleanField(default=False)
    circumstances = models.TextField(blank=True)
    services = models.TextField("services that go on as fast as under a plan", blank=True)
    police_asked_on = models.DateField(null=True, blank=True)
    police_unit = models.CharField("police unit asked", max_length=150, blank=True)
    police_answered_on = models.DateField(null=True, blank=True)
    police_answer = models.TextField("what the police know", blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_how = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = CareEpisodeQuerySet.as_manager()

    class Meta:
        ordering = ["-began_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="began"), name="in_care_once"
            )
        ]

    def __str__(self) -> str:
        return "Looked after"

    def facts_for(self, child: Child) -> dict[str, JSON]:
        """Return the legal basis and whether it was for protection."""
        return {"legal_basis": self.legal_basis, "for_protection": self.is_for_protection}

    @transition(
        field=state,
        source=State.NEW,
        target=State.BEGAN,
        conditions=[
            guards.care_is_not_ahead,
            guards.enters_care_once,
            guards.services_go_on,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Record that the child is looked after"},
    )
    def begin(self, *, began_on: date, today: date) -> date:
        """The child enters the authority's care; services do not slow down (LA-01, LA-08)."""
        self.began_on = began_on
        return began_on

    @transition(
        field=state,
        source=State.BEGAN,
        target=None,
        conditions=[
            guards.change_is_not_ahead,
            guards.change_follows_the_beginning,
            guards.basis_differs,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "changed", "label": "Change legal basis or placement"},
    )
    def change(self, *, changed_on: date, legal_basis: str, placement: str, today: date) -> date:
        """The child stays looked after, on another basis or in another place."""
        self.legal_basis, self.placement = legal_basis, placement
        return changed_on

    @transition(
        field=state,
        source=State.BEGAN,
        target=None,
        conditions=[guards.asking_is_not_ahead, guards.says_which_unit],
        permission=needs(Permission.CHAIR_CONFERENCE),
        custom={"event": "police_asked", "label": "Ask the police for the review"},
    )
    def ask_police(self, *, asked_on: date, unit: str, today: date) -> date:
        """The chair of the looked-after review asks the local police unit (LA-09)."""
        self.police_asked_on, self.police_unit = asked_on, unit
        self.police_answered_on, self.police_answer = None, ""
        return asked_on

    @transition(
        field=state,
        source=State.BEGAN,
        target=None,
        conditions=[
            guards.police_were_asked,
            guards.answer_is_not_ahead,
            guards.says_what_the_police_know,
        ],
        permission=needs(Permission.CHAIR_CONFERENCE),
        custom={"event": "police_answered", "label": "Record what the police know"},
    )
    def hear_police(self, *, answered_on: date, answer: str, today: date) -> date:
        """The local police unit answered; the review has what the police know (LA-09)."""
        self.police_answered_on, self.police_answer = answered_on, answer
        return answered_on

    @transition(
        field=state,
        source=State.BEGAN,
        target=State.ENDED,
        conditions=[
            guards.end_is_not_ahead,
            guards.end_follows_the_beginning,
            guards.says_how_care_ended,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Record the end of care"},
    )
    def end(self, *, ended_on: date, how: str, today: date) -> date:
        """The child is no longer looked after."""
        self.ended_on, self.ended_how = ended_on, how
        return ended_on


class OrderKind(models.TextChoices):
    """Orders for a child on a plan that bring the conference forward (LA-07)."""

    INTERIM_SUPERVISION = "interim_supervision", "Interim supervision order"
    SUPERVISION = "supervision", "Supervision order"
    SPECIAL_GUARDIANSHIP = "special_guardianship", "Special guardianship order"


class CourtOrderQuerySet(OfChildQuerySet["CourtOrder"]):
    """Orders of the family court."""

    def in_force(self, day: date) -> Self:
        """Return the orders that hold on a day, its first included."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), made_on__lte=day)


class CourtOrder(OfChild):
    """An order for a child, with what the court demands (LA-07)."""

    page = "court-order"

    class State(models.TextChoices):
        NEW = "new", "Not made"
        MADE = "made", "In force"
        ENDED = "ended", "Ended"

    OPEN = (State.MADE,)

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="court_orders")
    kind = models.CharField(max_length=30, choices=OrderKind)
    made_on = models.DateField()
    elements = models.TextField("what the court demands")
    chair_informed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = CourtOrderQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return self.get_kind_display()

    def facts_for(self, child: Child) -> dict[str, JSON]:
        """Return which order it is."""
        return {"kind": self.kind}

    @transition(
        field=state,
        source=State.NEW,
        target=State.MADE,
        conditions=[guards.order_is_not_ahead, guards.says_what_the_court_ordered],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Record a court order"},
    )
    def make(self, *, made_on: date, elements: str, today: date) -> date:
        """A court made the order (LA-07)."""
        self.made_on, self.elements = made_on, elements
        return made_on

    @transition(
        field=state,
        source=State.MADE,
        target=None,
        conditions=[
            guards.chair_is_not_informed,
            guards.informing_is_not_ahead,
            guards.informed_after_the_order,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "chair_informed", "label": "Inform the chair of the conference"},
    )
    def inform_chair(self, *, informed_on: date, today: date) -> date:
        """The social worker informs the chair, so that the conference is brought forward."""
        self.chair_informed_on = informed_on
        return informed_on

    @transition(
        field=state,
        source=State.MADE,
        target=State.ENDED,
        conditions=[guards.order_end_is_not_ahead, guards.order_ends_after_it_began],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Record the end of the order"},
    )
    def end(self, *, ended_on: date, today: date) -> date:
        """The order has run out or was discharged."""
        self.ended_on = ended_on
        return ended_on
