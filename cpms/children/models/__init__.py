"""Children, their families, the people round them and the agencies that know them."""

from cpms.children.models.agencies import Agency, AgencyKind, DirectoryNumber, Practitioner
from cpms.children.models.allocation import Allocation
from cpms.children.models.child import Alias, CaseCounter, Child, Family, Sex
from cpms.children.models.name_keys import NameKey
from cpms.children.models.people import Address, Person, Relationship, RelationshipKind

__all__ = [
    "Address",
    "Agency",
    "AgencyKind",
    "Alias",
    "Allocation",
    "CaseCounter",
    "Child",
    "DirectoryNumber",
    "Family",
    "NameKey",
    "Person",
    "Practitioner",
    "Relationship",
    "RelationshipKind",
    "Sex",
]
