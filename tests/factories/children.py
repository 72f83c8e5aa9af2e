from datetime import date

import factory

from cpms.children.models import Agency, AgencyKind, Child, Family, Practitioner
from cpms.records.moves import perform
from tests.factories.accounts import TeamFactory


class FamilyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Family

    name = "Demo"


class ChildFactory(factory.django.DjangoModelFactory):
    """A registered child, born on 3 May 2019."""

    class Meta:
        model = Child

    family = factory.SubFactory(FamilyFactory)
    team = factory.SubFactory(TeamFactory)
    case_number = factory.Sequence(lambda n: f"26-{n:04d}")
    given_name = factory.Sequence(lambda n: f"Robin{n}")
    family_name = "Demo"
    date_of_birth = date(2019, 5, 3)

    @classmethod
    def _create(cls, model_class, *args, registered_on=date(2026, 1, 5), **kwargs):
        return perform(model_class(**kwargs), "register", by=None, registered_on=registered_on)


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Agency {n}")
    kind = AgencyKind.HEALTH


class PractitionerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Practitioner

    name = factory.Sequence(lambda n: f"Practitioner {n}")
    job_title = "Health visitor"
    agency = factory.SubFactory(AgencyFactory)
    email = factory.Sequence(lambda n: f"practitioner-{n}@example.org")
