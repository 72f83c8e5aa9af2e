"""The relations that a conference makes: chairing it, and being invited to it (CF-02, CF-04).

An invited professional is concerned with the children of the conference from the day their
invitation was sent, or with those named in it where it names some, because they must write a
report and read what is sent round; until the minutes are final or six weeks have gone by since
the conference, whichever is first: minutes take up to 15 working days and amendments to them 21
days more (CF-26, CF-27). A conference that was declined or cancelled concerns nobody any more.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from conferences.models import Conference, Invitation
from cpms.accounts.models import User
from cpms.children import relations
from cpms.children.models import Child
from cpms.timescales.calendar import add_weeks, start_of_day

WEEKS_AFTERWARDS = 6


def register() -> None:
    """Name the relations; called once when the app starts."""
    relations.register("chair of the conference", chaired)
    relations.register("invited partner", invited)


def chaired(user: User, on: date) -> relations.ChildIds | None:
    """Return the children whose conference the person chairs, until its minutes are final."""
    chairing = Conference.objects.filter(chair=user).filter(
        Q(minutes_finalised_on=None) | Q(minutes_finalised_on__gte=on)
    )
    alive = chairing.exclude(
        state__in=(Conference.State.DECLINED, Conference.State.CANCELLED),
    )
    reached: relations.ChildIds = Child.objects.filter(decisions__conference__in=alive.values("pk"))
    return reached


def invited(user: User, on: date) -> relations.ChildIds | None:
    """Return the children to whose conference the person was invited, while it concerns them."""
    minutes_open = Q(conference__minutes_finalised_on=None) | Q(
        conference__minutes_finalised_on__gte=on
    )
    not_long_past = Q(conference__scheduled_at__gte=start_of_day(add_weeks(on, -WEEKS_AFTERWARDS)))
    sent = Invitation.objects.filter(
        minutes_open, not_long_past, practitioner__user=user, sent_on__lte=on
    ).exclude(
        conference__state__in=(Conference.State.DECLINED, Conference.State.CANCELLED),
    )
    about = sent.filter(
        Q(invited_for=OuterRef("pk")) | Q(invited_for=None),
        excluded_on=None,
        conference__decisions__child=OuterRef("pk"),
    )
    reached: relations.ChildIds = Child.objects.filter(Exists(about))
    return reached
