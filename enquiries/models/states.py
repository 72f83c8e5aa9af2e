"""The states of an enquiry, and what belongs together among them."""

from django.db import models


class State(models.TextChoices):
    """Where an enquiry stands. Nothing is told before the match is decided (EN-02, EN-04)."""

    NEW = "new", "Not yet received"
    RECEIVED = "received", "Received"
    NUMBER_CHOSEN = "number_chosen", "To be called back"
    CALLED_BACK = "called_back", "On the call back"
    REFERRED = "referred", "With the Quality Assurance Manager"
    IDENTIFIED = "identified", "Match decided"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
    REFUSED_PUBLIC = "refused_public", "Refused: member of the public"
    REFUSED_NOT_AUTHENTICATED = "refused_not_authenticated", "Refused: could not be confirmed"
    REFUSED_NO_NUMBER = "refused_no_number", "Refused: no number held"


BEFORE_CALL_BACK = [State.RECEIVED, State.NUMBER_CHOSEN]
MATCHED = [State.IDENTIFIED, State.ANSWERED]
DECIDED = [*MATCHED, State.CLOSED]
ON_THE_LINE = [*BEFORE_CALL_BACK, State.CALLED_BACK]
UNFINISHED = [*ON_THE_LINE, State.REFERRED, *MATCHED]
REFUSED = [State.REFUSED_PUBLIC, State.REFUSED_NOT_AUTHENTICATED, State.REFUSED_NO_NUMBER]


class Outcome(models.TextChoices):
    """What the caller is told: three answers, and no others (EN-04 to EN-06)."""

    ON_PLAN = "on_plan", "On a child protection plan"
    FIRST = "first", "Not on a plan, first enquiry"
    FURTHER = "further", "Not on a plan, asked about before"


class Desk(models.TextChoices):
    """Who takes calls: the unit in office hours, the Emergency Duty Team outside them (EN-01)."""

    UNIT = "unit", "Child Protection Unit"
    NIGHT = "night", "Emergency Duty Team"
