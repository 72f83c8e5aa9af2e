"""What ends a plan by itself: eighteen, death, leaving the UK, marriage (PL-15)."""

from datetime import date

from django.db import models
from django_fsm import transition

from cpms.accounts.permissions import Permission, needs
from cpms.children.guards import child as guards

OPEN = "open"


class Lifetime(models.Model):
    """The turns of a child's life that are facts and no one's decision."""

    turned_eighteen_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    died_with_concerns = models.BooleanField(default=False)
    left_uk_on = models.DateField(null=True, blank=True)
    married_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @transition(
        field="state",
        source=OPEN,
        target=None,
        conditions=[
            guards.is_alive,
            guards.is_not_yet_eighteen,
            guards.turns_eighteen,
            guards.eighteen_is_not_ahead,
        ],
        permission=needs(Permission.RECORD_STATUS),
        custom={"event": "turned_eighteen", "label": "Record the 18th birthday"},
    )
    def turn_eighteen(self, *, turned_on: date, today: date) -> date:
        """The young person is an adult from the start of this day (PL-15)."""
        self.turned_eighteen_on = turned_on
        return turned_on

    @transition(
        field="state",
        source=OPEN,
        target=None,
        conditions=[
            guards.is_born,
            guards.is_alive,
            guards.death_is_not_ahead,
            guards.death_is_not_before_birth,
            guards.says_how_the_death_is_known,
        ],
        permission=needs(Permission.RECORD_STATUS),
        custom={"event": "died", "label": "Record the child’s death"},
    )
    def record_death(
        self, *, died_on: date, known_by: str, has_concerns: bool, today: date
    ) -> date:
        """The child died. `has_concerns`: there are safeguarding concerns (PL-15, ST-10)."""
        self.died_on, self.died_with_concerns = died_on, has_concerns
        return died_on

    @transition(
        field="state",
        source=OPEN,
        target=None,
        conditions=[
            guards.is_in_the_uk,
            guards.leaving_is_not_ahead,
            guards.left_for_good,
            guards.says_how_leaving_is_known,
        ],
        permission=needs(Permission.RECORD_STATUS),
        custom={"event": "left_uk", "label": "Record that the child left the UK for good"},
    )
    def leave_uk(self, *, left_on: date, known_by: str, is_permanent: bool, today: date) -> date:
        """The child has permanently left the UK (PL-15)."""
        self.left_uk_on = left_on
        return left_on

    @transition(
        field="state",
        source=OPEN,
        target=None,
        conditions=[
            guards.is_not_married,
            guards.marriage_is_not_ahead,
            guards.says_how_the_marriage_is_known,
        ],
        permission=needs(Permission.RECORD_STATUS),
        custom={"event": "married", "label": "Record the marriage"},
    )
    def marry(self, *, married_on: date, known_by: str, today: date) -> date:
        """The young person married (PL-15)."""
        self.married_on = married_on
        return married_on

    @transition(
        field="state",
        source=OPEN,
        target=None,
        conditions=[guards.is_alive, guards.brother_or_sister_died],
        permission=needs(Permission.RECORD_STATUS),
        custom={"event": "discussion_demanded", "label": "Demand a strategy discussion"},
    )
    def demand_discussion(self, *, demanded_on: date) -> date:
        """A brother or sister died, with concerns: a strategy discussion must be held (ST-10)."""
        return demanded_on
