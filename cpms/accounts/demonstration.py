"""The invented people who sign in to the demonstration, and the one password for all."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from cpms.accounts.models import RoleHeld, Team, User
from cpms.accounts.permissions import Role

DEMONSTRATION_PASSWORD = "lantern-harbour-9"


@dataclass(frozen=True)
class Account:
    """One invented person: how they sign in, what they are called, what they are."""

    username: str
    name: str
    role: Role
    team: str
    job_title: str
    telephone: str


ACCOUNTS = (
    Account("social-worker", "Sam Specimen", Role.SOCIAL_WORKER, "East team",
            "Social worker", "01632 960 214"),
    Account("social-worker-2", "Ola Outline", Role.SOCIAL_WORKER, "West team",
            "Social worker", "01632 960 262"),
    Account("team-manager", "Nour Pilot", Role.TEAM_MANAGER, "East team",
            "Team manager", "01632 960 210"),
    Account("chair", "Morgan Trial", Role.CONFERENCE_CHAIR, "Child Protection Unit",
            "Independent Reviewing Officer", "01632 960 240"),
    Account("chair-2", "Alex Dryrun", Role.CONFERENCE_CHAIR, "Child Protection Unit",
            "Independent Reviewing Officer", "01632 960 241"),
    Account("unit", "Jo Placeholder", Role.UNIT_OFFICER, "Child Protection Unit",
            "Conference administrator", "01632 960 200"),
    Account("night-desk", "Kim Tester", Role.NIGHT_DESK, "Emergency Duty Team",
            "Duty social worker", "01632 960 299"),
    Account("quality-manager", "Robin Rehearsal", Role.QUALITY_ASSURANCE_MANAGER,
            "Child Protection Unit", "Quality Assurance Manager", "01632 960 230"),
    Account("head-of-service", "Pat Prototype", Role.HEAD_OF_SERVICE, "Child Protection Unit",
            "Head of Service, Child Protection", "01632 960 201"),
    Account("partner-police", "Dee Draft", Role.PARTNER, "", "Detective constable",
            "01632 960 311"),
    Account("partner-health", "Terry Mockford", Role.PARTNER, "", "School nurse",
            "01632 960 377"),
    Account("partner-school", "Lindsay Fixture", Role.PARTNER, "",
            "Designated safeguarding lead", "01632 960 118"),
    Account("governance", "Gale Sample", Role.INFORMATION_GOVERNANCE, "",
            "Information governance officer", "01632 960 205"),
    Account("administrator", "Charlie Stub", Role.ADMINISTRATOR, "",
            "System administrator", "01632 960 206"),
)  # fmt: skip


def make_accounts() -> dict[str, User]:
    """Make every account that is not there yet and return all by user name."""
    # One password, hashed once: the hash is slow on purpose, and nothing here is secret.
    hashed = make_password(DEMONSTRATION_PASSWORD)
    return {account.username: _make(account, hashed) for account in ACCOUNTS}


def _make(account: Account, hashed: str) -> User:
    team = Team.objects.get_or_create(name=account.team)[0] if account.team else None
    user, is_new = User.objects.get_or_create(
        username=account.username,
        defaults={
            "name": account.name,
            "email": f"{account.username}@example.gov.uk",
            "team": team,
            "job_title": account.job_title,
            "telephone": account.telephone,
        },
    )
    if is_new:
        user.password = hashed
        user.save()
        RoleHeld.objects.create(user=user, role=account.role)
    return user
