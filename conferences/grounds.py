"""What leads to an initial or a pre-birth conference: enquiries, or another ground (ST-12)."""

from collections.abc import Iterable

from conferences.models.kinds import OF_ENQUIRIES
from cpms.children.models import Child
from cpms.strategy_discussions.models import Section47Enquiry

LEADS_HERE = (
    Section47Enquiry.State.STARTED,
    Section47Enquiry.State.CONCLUDED_SUBSTANTIATED,
)


def enquiry_behind(child: Child) -> Section47Enquiry | None:
    """Return the section 47 enquiry that leads to a conference for this child now.

    One that was concluded without a conference does not, nor one on which a conference
    has decided already; a conference that only deferred leaves it open (CF-23).
    """
    enquiries = Section47Enquiry.objects.filter(child=child, state__in=LEADS_HERE)
    decided = enquiries.filter(decisions__decided_on__isnull=False).exclude(
        decisions__state="deferred"
    )
    found: Section47Enquiry | None = (
        enquiries.exclude(pk__in=decided).order_by("-started_on", "-pk").first()
    )
    return found


def without_ground(kind: str, children: Iterable[Child], other_ground: str) -> list[Child]:
    """Return the children for whom nothing is named that leads to this conference."""
    if kind not in OF_ENQUIRIES or other_ground.strip():
        return []
    return [child for child in children if enquiry_behind(child) is None]
