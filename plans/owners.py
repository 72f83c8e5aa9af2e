"""Who may be named for an action: the people round this child, each by a value for a form."""

from typing import Any

from cpms.children.models import Person, Practitioner
from cpms.records.guards import Refused

NOBODY_SUCH = "Choose who does it from the people named for this child."


def people_round(plan: Any) -> list[tuple[str, str]]:
    """Return the choices: lead professional, core group, family, and who was invited."""
    lead = plan.lead_professional
    found = {f"worker:{lead.pk}": f"{lead.name}, lead professional"}
    for place in plan.decision.core_group.select_related("practitioner__agency", "person"):
        _add(found, place.practitioner, place.person)
    for person in plan.child.family.people.all():
        _add(found, None, person)
    invitations = plan.decision.conference.invitations.select_related("practitioner__agency")
    for invited in invitations.filter(practitioner__isnull=False):
        _add(found, invited.practitioner, None)
    for action in _owned_actions(plan):
        found.setdefault(action.owner_key, action.owner.name)
    return list(found.items())


def _owned_actions(plan: Any) -> list[Any]:
    needs = plan.needs.kept().with_owners()
    return [action for need in needs for action in need.actions.all() if action.owner]


def _add(found: dict[str, str], practitioner: Practitioner | None, person: Person | None) -> None:
    if practitioner:
        said = f"{practitioner.name}, {practitioner.agency.name}"
        found.setdefault(f"practitioner:{practitioner.pk}", said)
    elif person:
        found.setdefault(f"person:{person.pk}", person.name)


def named(plan: Any, key: str) -> dict[str, int | None]:
    """Return the owner's columns for a value chosen; refuse who is not round this child."""
    columns: dict[str, int | None] = dict.fromkeys(("practitioner_id", "person_id", "worker_id"))
    if not key:
        return columns
    if key not in dict(people_round(plan)):
        raise Refused(NOBODY_SUCH)
    kind, _, number = key.partition(":")
    columns[f"{kind}_id"] = int(number)
    return columns
