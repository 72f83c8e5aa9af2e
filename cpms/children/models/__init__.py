"""Children, their families, the people round them and the agencies that know them."""

from cpms.children.models.access import Access
from cpms.children.models.agencies import Agency, AgencyKind, DirectoryNumber, Practitioner
from cpms.children.models.allocation import Allocation
from cpms.children.models.authorities import LocalAuthority
from cpms.children.models.care import CareEpisode, CourtOrder, LegalBasis, OrderKind, Placement
from cpms.children.models.child import Alias, CaseCounter, Child, Family, Sex
from cpms.children.models.conflict import Conflict
from cpms.children.models.missing import Absence, MissingEpisode
from cpms.children.models.moving import AddressChange, TransferIn, TransferOut
from cpms.children.models.name_keys import NameKey
from cpms.children.models.of_child import OfChild, OfChildQuerySet
from cpms.children.models.people import Address, Person, Relationship, RelationshipKind
from cpms.children.models.restriction import Restriction, RestrictionReader

__all__ = [
    "Absence",
    "Access",
    "Address",
    "AddressChange",
    "Agency",
    "AgencyKind",
    "Alias",
    "Allocation",
    "CareEpisode",
    "CaseCounter",
    "Child",
    "Conflict",
    "CourtOrder",
    "DirectoryNumber",
    "Family",
    "LegalBasis",
    "LocalAuthority",
    "MissingEpisode",
    "NameKey",
    "OfChild",
    "OfChildQuerySet",
    "OrderKind",
    "Person",
    "Placement",
    "Practitioner",
    "Relationship",
    "RelationshipKind",
    "Restriction",
    "RestrictionReader",
    "Sex",
    "TransferIn",
    "TransferOut",
]
