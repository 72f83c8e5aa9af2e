"""Where conferences stand in the navigation and among the pages of a child."""

from typing import Any

from cpms.accounts.permissions import Permission
from cpms.children import banner
from cpms.design import navigation


def register() -> None:
    """Add the entries; called once when the app starts."""
    navigation.register("Conferences", "conferences", _sees_conferences, order=30)
    navigation.register("Diary", "diary", _schedules, order=35)
    navigation.register("Invitations and reports", "partner", _is_partner, order=10)
    banner.register_page("Conferences", "child-conferences", order=50, permits=_sees_conferences)


def _sees_conferences(user: Any) -> bool:
    return bool(user.may(Permission.SEE_CONFERENCES))


def _schedules(user: Any) -> bool:
    return bool(user.may(Permission.SCHEDULE_CONFERENCE))


def _is_partner(user: Any) -> bool:
    """Staff find their reports on the conference's page; partners on one of their own."""
    return bool(user.may(Permission.SUBMIT_REPORT)) and not _sees_conferences(user)
