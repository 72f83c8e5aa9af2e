"""Invented people and records for tests."""

from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.children import (
    AgencyFactory,
    ChildFactory,
    FamilyFactory,
    PractitionerFactory,
)

__all__ = [
    "AgencyFactory",
    "ChildFactory",
    "FamilyFactory",
    "PractitionerFactory",
    "TeamFactory",
    "UserFactory",
]
