"""Roles, permissions and the one table that says which role may do what."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is to the service. A person may hold several at once."""

    SOCIAL_WORKER = "social_worker", "Social worker"
    TEAM_MANAGER = "team_manager", "Team manager"
    CONFERENCE_CHAIR = "conference_chair", "Conference chair"
    UNIT_OFFICER = "unit_officer", "Child Protection Unit"
    NIGHT_DESK = "night_desk", "Emergency Duty Team"
    QUALITY_ASSURANCE_MANAGER = "quality_assurance_manager", "Quality Assurance Manager"
    HEAD_OF_SERVICE = "head_of_service", "Head of Service"
    PARTNER = "partner", "Partner agency"
    INFORMATION_GOVERNANCE = "information_governance", "Information governance"
    ADMINISTRATOR = "administrator", "Administrator"


class Permission(Enum):
    """One kind of act. A move names the one that it needs."""

    SEE_EVERY_CHILD = "see every child of the service"
    SEE_TEAM_CHILDREN = "see the children of the own team"
    SEARCH_CHILDREN = "search for a child"
    OPEN_CASE = "open the case file of a child whom they may see"
    REGISTER_CHILD = "register a child and its family"
    OPEN_ADDRESSES = "open an address, also a confidential one"
    ALLOCATE_CHILD = "allocate a child to a lead professional"
    RECORD_CASEWORK = "record casework about a child"
    RECORD_STATUS = "record where a child is and what has become of them"
    WRITE_TO_AUTHORITIES = "write to agencies and authorities for a child missing or in care"
    AGREE_FOR_TEAM = "agree for the team whether the risk to a child in care is reduced"
    HANDLE_ALLEGATIONS = "handle allegations against those who work with children"
    SEE_DASHBOARD = "see what is due, at risk and late"
    SEE_TIMESCALES = "read the timescales in force"
    RUN_STRATEGY_DISCUSSION = "plan, hold and decide a strategy discussion"
    SEE_CONFERENCES = "read the pages of conferences"
    REQUEST_CONFERENCE = "ask for a conference"
    AGREE_CONFERENCE = "agree to a conference or decline it"
    SCHEDULE_CONFERENCE = "schedule a conference and invite to it"
    CHAIR_CONFERENCE = "open, chair and close a conference"
    MINUTE_CONFERENCE = "write the minutes of a conference"
    SUBMIT_REPORT = "submit a report to a conference"
    CIRCULATE = "send decisions and minutes"
    ISSUE_COPIES = "issue numbered copies of what was sent"
    SEE_LETTERS = "read the letters sent about a child"
    LEAD_PLAN = "write and revise a child protection plan"
    RUN_CORE_GROUP = "hold a core group and circulate its minutes"
    TAKE_PART_IN_CORE_GROUP = "report to the own core group, minute it, and say what has changed"
    ANSWER_ENQUIRY = "answer enquiries to the unit"
    FOLLOW_ENQUIRIES = "follow up second enquiries with the district team"
    SEE_DIRECTORY = "see the directory of agencies"
    MAINTAIN_DIRECTORY = "verify numbers in the directory"
    HEAR_SPLIT_DECISION = "receive and hear split decisions"
    DECLARE_CONFLICT = "declare that somebody is too close to a child"
    RESTRICT_CHILD = "restrict a record to named readers, and end what bars a reader"
    REVIEW_ACCESS = "review why a file was opened without a relation"
    SEE_LOOKS = "see who has looked at a child"
    MANAGE_ACCOUNTS = "manage accounts, roles and teams"
    MANAGE_CALENDAR = "manage closure days and policy packs"


P = Permission

_EVERY_PROFESSIONAL = {P.SEE_TIMESCALES, P.DECLARE_CONFLICT}
_STAFF = _EVERY_PROFESSIONAL | {
    P.SEARCH_CHILDREN,
    P.OPEN_CASE,
    P.SEE_CONFERENCES,
    P.SEE_DIRECTORY,
    P.SEE_LETTERS,
}
_CASEWORK = _STAFF | {
    P.SEE_TEAM_CHILDREN,
    P.REGISTER_CHILD,
    P.OPEN_ADDRESSES,
    P.RECORD_CASEWORK,
    P.RECORD_STATUS,
    P.RUN_STRATEGY_DISCUSSION,
    P.REQUEST_CONFERENCE,
    P.SUBMIT_REPORT,
    P.LEAD_PLAN,
    P.RUN_CORE_GROUP,
    P.TAKE_PART_IN_CORE_GROUP,
}
_CONFERENCING = _STAFF | {
    P.SEE_EVERY_CHILD,
    P.OPEN_ADDRESSES,
    P.RECORD_STATUS,
    P.REQUEST_CONFERENCE,  # reviews, and those that another agency asks for (ST-13)
    P.AGREE_CONFERENCE,
    P.SCHEDULE_CONFERENCE,
    P.MINUTE_CONFERENCE,
    P.CIRCULATE,
}

GRANTS: dict[Role, set[Permission]] = {
    Role.SOCIAL_WORKER: _CASEWORK,
    Role.TEAM_MANAGER: _CASEWORK
    | {P.ALLOCATE_CHILD, P.SEE_DASHBOARD, P.REVIEW_ACCESS, P.AGREE_FOR_TEAM},
    Role.CONFERENCE_CHAIR: _CONFERENCING | {P.CHAIR_CONFERENCE, P.SEE_DASHBOARD},
    Role.UNIT_OFFICER: _CONFERENCING | {P.ISSUE_COPIES, P.ANSWER_ENQUIRY, P.MAINTAIN_DIRECTORY},
    Role.NIGHT_DESK: _STAFF
    | {P.SEE_EVERY_CHILD, P.RECORD_STATUS, P.ANSWER_ENQUIRY, P.MAINTAIN_DIRECTORY},
    Role.QUALITY_ASSURANCE_MANAGER: _CONFERENCING
    | {
        P.CHAIR_CONFERENCE,
        P.ALLOCATE_CHILD,
        P.SEE_DASHBOARD,
        P.MAINTAIN_DIRECTORY,
        P.FOLLOW_ENQUIRIES,
        P.RESTRICT_CHILD,
        P.WRITE_TO_AUTHORITIES,
    },
    Role.HEAD_OF_SERVICE: _STAFF
    | {
        P.SEE_EVERY_CHILD,
        P.SEE_DASHBOARD,
        P.HEAR_SPLIT_DECISION,
        P.ALLOCATE_CHILD,
        P.RESTRICT_CHILD,
    },
    Role.PARTNER: _EVERY_PROFESSIONAL | {P.SUBMIT_REPORT, P.TAKE_PART_IN_CORE_GROUP},
    Role.INFORMATION_GOVERNANCE: _EVERY_PROFESSIONAL | {P.SEE_LOOKS, P.REVIEW_ACCESS},
    Role.ADMINISTRATOR: _EVERY_PROFESSIONAL
    | {P.MANAGE_ACCOUNTS, P.MANAGE_CALENDAR, P.MAINTAIN_DIRECTORY, P.SEE_DIRECTORY},
}

RelationTest = Callable[[Any, Any], bool]


def granted(roles: Iterable[Role]) -> set[Permission]:
    """Return every permission that the roles grant together."""
    return {permission for role in roles for permission in GRANTS[role]}


class Needs:
    """What a move demands of the person who makes it: a permission, and any relation named."""

    def __init__(self, permission: Permission, *relations: RelationTest) -> None:
        self.permission = permission
        self.relations = relations

    def __call__(self, record: Any, user: Any) -> bool:
        """Say whether the user may make the move on this record."""
        return user.may(self.permission) and all(test(record, user) for test in self.relations)


def needs(permission: Permission, *relations: RelationTest) -> Needs:
    """Return the demand that a transition names: `permission=needs(Permission.X)`."""
    return Needs(permission, *relations)
