"""What is said, or held, of a child: the two sides of every comparison."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cpms.children.models.child import Child
from cpms.children.models.people import RelationshipKind


@dataclass(frozen=True)
class Particulars:
    """A child as somebody describes it. What is not known is empty."""

    given_name: str = ""
    family_name: str = ""
    date_of_birth: date | None = None
    expected_on: date | None = None
    address: str = ""
    postcode: str = ""
    is_address_withheld: bool = False
    school: str = ""
    mother: str = ""
    known_as: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The given and the family name together."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def names(self) -> list[str]:
        """Every name by which the child may have been asked for."""
        return [name for name in (self.name, *self.known_as) if name]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to search by."""
        return not (self.names or self.mother or self.date_of_birth or self.address)


def particulars_of(child: Child) -> Particulars:
    """Return what the service holds of a child. A confidential address is left out."""
    addresses = [row for row in child.addresses.all() if row.until_on is None]
    shown = [row for row in addresses if not row.is_confidential]
    return Particulars(
        given_name=child.given_name,
        family_name=child.family_name,
        date_of_birth=child.date_of_birth,
        expected_on=child.expected_on if child.is_unborn else None,
        address=shown[0].lines.replace("\n", ", ") if shown else "",
        postcode=shown[0].postcode if shown else "",
        is_address_withheld=bool(addresses) and not shown,
        school=child.school,
        mother=", ".join(mothers_of(child)),
        known_as=tuple(alias.name for alias in child.aliases.all()),
    )


def mothers_of(child: Child) -> Iterable[str]:
    """Return the names of the child's mother, as held."""
    return (
        row.person.name for row in child.relationships.all() if row.kind == RelationshipKind.MOTHER
    )
