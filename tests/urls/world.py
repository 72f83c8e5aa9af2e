"""One world for every address: a child of the East team on the whole road, and who may ask."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from conferences.models import Conference, Decision, Invitation, Passage, Report, Venue
from core_groups.models import CoreGroup, CoreGroupMeeting, Member, Visit
from cpms.accounts.models import RoleHeld, Team, User
from cpms.accounts.permissions import Role
from cpms.children.models import (
    Access,
    Address,
    Agency,
    Conflict,
    DirectoryNumber,
    Person,
    Restriction,
)
from cpms.documents.models import AuthenticatedCopy, Circulation, Letter
from cpms.pathways import urls as pathways
from cpms.pathways.models import AuthorityLetter
from cpms.records.models import Event
from cpms.strategy_discussions.models import Section47Enquiry, StrategyDiscussion
from enquiries.models import Enquiry
from plans.models import Action, Need, Plan
from tests.factories import TeamFactory, UserFactory

ROLES = {
    "SW": Role.SOCIAL_WORKER,
    "SW2": Role.SOCIAL_WORKER,
    "TM": Role.TEAM_MANAGER,
    "CH": Role.CONFERENCE_CHAIR,
    "UN": Role.UNIT_OFFICER,
    "ND": Role.NIGHT_DESK,
    "QA": Role.QUALITY_ASSURANCE_MANAGER,
    "HS": Role.HEAD_OF_SERVICE,
    "PA": Role.PARTNER,
    "IG": Role.INFORMATION_GOVERNANCE,
    "AD": Role.ADMINISTRATOR,
}
NOBODY = "--"


@dataclass(frozen=True)
class Route:
    """One address of the service."""

    name: str
    path: str
    parameters: tuple[str, ...] = field(default=())


def routes(
    resolver: Any = None, prefix: str = "", before: tuple[str, ...] = (), space: str = ""
) -> list[Route]:
    """Return every address, as the URLconf has it."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern).lstrip("^")
        parameters = (*before, *entry.pattern.converters, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found += routes(entry, path, parameters, inner)
        elif isinstance(entry, URLPattern):
            known = tuple(dict.fromkeys(parameters))
            found.append(Route(f"{space}{entry.name or path}", path, known))
    return found


def people(chair: Any) -> dict[str, Any]:
    """Return one person for each role; the second social worker is of another team."""
    made = {
        code: UserFactory(role=role, username=f"asks-{code}", name=f"Asks {code}")
        for code, role in ROLES.items()
        if code not in {"SW2", "CH"}
    }
    made["SW2"] = UserFactory(team=TeamFactory(name="West team"), username="asks-SW2")
    made["CH"] = chair
    return made


def numbers(child: Any) -> dict[str, int]:
    """Return, for the first word of an address, the record that its number names."""
    first = {
        "accesses": Access,
        "conflicts": Conflict,
        "restrictions": Restriction,
        "addresses": Address,
        "staff": User,
        "staff/roles": RoleHeld,
        "staff/teams": Team,
        "actions": Action,
        "chronology": Event,
        "conferences": Conference,
        "core-groups": CoreGroup,
        "core-group-meetings": CoreGroupMeeting,
        "decisions": Decision,
        "diary/rooms": Venue,
        "directory": Agency,
        "directory/numbers": DirectoryNumber,
        "enquiries": Enquiry,
        "circulations": Circulation,
        "copies": AuthenticatedCopy,
        "letters": Letter,
        "needs": Need,
        "passages": Passage,
        "plans": Plan,
        "reports": Report,
        "section-47-enquiries": Section47Enquiry,
        "strategy-discussions": StrategyDiscussion,
        "people": Person,
        "invitations": Invitation,
        "visits": Visit,
        "core-group-members": Member,
        "authority-letters": AuthorityLetter,
    }
    first |= {words: page.model for words, page, _ in pathways.RECORDS}
    return {**{word: _first(model) for word, model in first.items()}, "children": child.pk}


def _first(model: Any) -> int:
    row = model.objects.order_by("pk").first()
    return row.pk if row else 0
