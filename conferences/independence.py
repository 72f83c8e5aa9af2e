"""Who had a part in a case and therefore cannot chair a conference about it (CF-02)."""

from collections.abc import Sequence

from cpms.accounts.models import RoleHeld
from cpms.accounts.permissions import Role
from cpms.children.models import Allocation
from cpms.strategy_discussions.models import StrategyDiscussion


def involved(children: Sequence[int]) -> set[int]:
    """Return, by number, who ever led for one of the children, managed the team that does, or
    chaired a strategy discussion about them."""
    led = Allocation.objects.filter(child__in=children).values_list("worker", flat=True)
    managed = RoleHeld.objects.filter(
        role=Role.TEAM_MANAGER, user__team__children__in=children
    ).values_list("user", flat=True)
    discussed = StrategyDiscussion.objects.filter(children__in=children)
    return {*led, *managed, *discussed.values_list("chair", flat=True)}
