"""The one place that writes down who looked at a child."""

from collections.abc import Iterable

from django.http import HttpRequest

from cpms.accounts.models import Look, User


def record_look(request: HttpRequest, child_ids: Iterable[int], page: str) -> None:
    """Write one row for each child that the page shows, in the caller's transaction."""
    user = request.user
    assert isinstance(user, User)  # the sign-in middleware lets nobody else through
    roles = ",".join(sorted(user.roles))
    address = request.META.get("REMOTE_ADDR") or None
    Look.objects.bulk_create(
        Look(user=user, roles=roles, child_id=child_id, page=page, address=address)
        for child_id in child_ids
    )
