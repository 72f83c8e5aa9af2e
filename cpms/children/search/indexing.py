"""Keeping each child's keys in step with its names, its mother's and its addresses."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from cpms.children.models.child import Alias, Child
from cpms.children.models.name_keys import NameKey
from cpms.children.models.people import Address, Person, Relationship, RelationshipKind
from cpms.children.search.sounds import address_keys, mother_keys, name_keys


def index_child(child: Child) -> None:
    """Key the child's own name."""
    own: dict[str, Any] = {"alias": None, "address": None, "relationship": None}
    _replace(name_keys(f"{child.given_name} {child.family_name}"), child=child, **own)


def index_alias(alias: Alias) -> None:
    """Key another name of the child."""
    _replace(name_keys(alias.name), child=alias.child, alias=alias)


def index_address(address: Address) -> None:
    """Key an address of the child, unless it is confidential."""
    if address.child is not None:
        hidden = address.is_confidential
        keys = set() if hidden else address_keys(address.lines, address.postcode)
        _replace(keys, child=address.child, address=address)


def index_relationship(row: Relationship) -> None:
    """Key the mother's name: an unborn child has no other."""
    is_mother = row.kind == RelationshipKind.MOTHER
    _replace(
        mother_keys(row.person.name) if is_mother else set(), child=row.child, relationship=row
    )


def index_person(person: Person) -> None:
    """Key a mother's name anew for each of her children."""
    for row in person.relationships.select_related("child", "person"):
        index_relationship(row)


def index_all(children: Iterable[Child]) -> None:
    """Key these children from nothing: after a change of the keys themselves."""
    for child in children:
        index_child(child)
        for alias in child.aliases.all():
            index_alias(alias)
        for address in child.addresses.all():
            index_address(address)
        for row in child.relationships.select_related("person"):
            index_relationship(row)


@transaction.atomic
def _replace(keys: set[str], **source: Any) -> None:
    held = NameKey.objects.filter(**source)
    if set(held.values_list("key", flat=True)) != keys:
        held.delete()
        NameKey.objects.bulk_create(NameKey(key=key, **source) for key in sorted(keys))
