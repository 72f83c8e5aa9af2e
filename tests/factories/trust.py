from datetime import date

from cpms.accounts.permissions import Role
from cpms.children.models import Conflict
from cpms.children.trust import restrict
from cpms.records.moves import perform
from tests.factories.accounts import UserFactory


def restricted(child, *readers, on=date(2026, 11, 2)):
    """Restrict the record to these people and a Quality Assurance Manager, who is returned."""
    manager = UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)
    restrict(
        child,
        kind="staff_family",
        reason="A parent works in the East team.",
        readers=[*readers, manager],
        on=on,
        by=UserFactory(role=Role.HEAD_OF_SERVICE),
    )
    return manager


def in_conflict(user, child, *, kind="neighbour", on=date(2026, 11, 2)):
    """Declare, by the person themself, that they are too close to the child."""
    return perform(Conflict(user=user, child=child), "declare", by=user, kind=kind, on=on)
