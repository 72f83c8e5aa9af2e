"""Children, their families, the people round them and the agencies that know them."""

from cpms.children.models.access import Access
from cpms.children.models.agencies import Agency, AgencyKind, DirectoryNumber, Practitioner
from cpms.children.models.allocation import Allocation
from cpms.children.models.child import Alias, CaseCounter, Child, Family, Sex
from cpms.children.models.conflict import Conflict
from cpms.children.models.name_keys import NameKey
from cpms.children.models.people import Address, Person, Relationship, RelationshipKind
from cpms.children.models.restriction import Restriction, RestrictionReader

__all__ = [
    "Access",
    "Address",
    "Agency",
    "AgencyKind",
    "Alias",
    "Allocation",
    "CaseCounter",
    "Child",
    "Conflict",
    "DirectoryNumber",
    "Family",
    "NameKey",
    "Person",
    "Practitioner",
    "Relationship",
    "RelationshipKind",
    "Restriction",
    "RestrictionReader",
    "Sex",
]
