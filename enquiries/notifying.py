"""Telling the Quality Assurance Managers of a second enquiry, once each (EN-06).

The message leaves the service, so it carries the enquiry's reference and a link, and no
name; its row is written with the follow-up, so that neither is without the other.
"""

from django.conf import settings

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import Role
from cpms.records import clock
from cpms.timescales.reminders import outbox
from enquiries.models import FollowUp

WORDS = (
    "{title} concerns a child who is not on a child protection plan and was asked about "
    "before. Please discuss future action with the district team, and record it here:\n\n"
    "{address}\n"
)


def tell_quality_managers(follow_up: FollowUp) -> None:
    """Put one message for each QA Manager into the outbox; a second telling adds none."""
    address = f"{settings.SERVICE_URL}{follow_up.get_absolute_url()}"
    for user in quality_managers():
        outbox.put(
            reference=f"second-enquiry-{follow_up.enquiry_id}-{user.pk}",
            to=user.email,
            subject=f"{follow_up}: to be followed up",
            body=WORDS.format(title=follow_up, address=address),
        )


def quality_managers() -> list[User]:
    """Return those who hold the role today and can be written to."""
    held = RoleHeld.objects.on(clock.today()).filter(role=Role.QUALITY_ASSURANCE_MANAGER)
    active = User.objects.filter(is_active=True, pk__in=held.values("user")).exclude(email="")
    return list(active.order_by("pk"))
