"""Rows under a record, read once: by the page beforehand, or now with what stands beside them."""

from collections.abc import Iterable
from typing import Any


def rows(record: Any, name: str, *beside: str) -> Iterable[Any]:
    """Return the rows of a relation, those already fetched if the page fetched them.

    A page about many people and children fetches everything in a fixed number of queries; a
    move asks the same questions of one record just locked.
    """
    if name in getattr(record, "_prefetched_objects_cache", {}):
        fetched: Iterable[Any] = getattr(record, name).all()
        return fetched
    found: Iterable[Any] = getattr(record, name).select_related(*beside)
    return found


def people(conference: Any) -> Iterable[Any]:
    """Return everyone invited, with their agencies and the children they know."""
    invited = rows(conference, "invitations", "practitioner__agency", "person", "child")
    if "invitations" in getattr(conference, "_prefetched_objects_cache", {}):
        return invited
    return invited.prefetch_related("knows")  # type: ignore[attr-defined, no-any-return]
