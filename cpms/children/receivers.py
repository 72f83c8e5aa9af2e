"""The search index follows the rows it is made of, whoever writes them.

An index is no consequence of a move: a name typed wrongly and put right is no move at
all, and must be found at once. So this listens to the rows themselves.
"""

from typing import Any

from django.db.models.signals import post_save

from cpms.children.models import Address, Alias, Child, Person, Relationship
from cpms.children.search import indexing


def connect() -> None:
    """Listen; called once when the app starts."""
    for model in (Child, Alias, Address, Person, Relationship):
        post_save.connect(keep_in_step, sender=model, dispatch_uid=f"name keys of {model.__name__}")


def keep_in_step(sender: type[Any], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Key the row anew. Nothing is written when its keys are as they were."""
    if not raw:
        _INDEXERS[sender](instance)


_INDEXERS: dict[type[Any], Any] = {
    Child: indexing.index_child,
    Alias: indexing.index_alias,
    Address: indexing.index_address,
    Person: indexing.index_person,
    Relationship: indexing.index_relationship,
}
