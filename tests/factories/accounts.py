from datetime import date

import factory

from cpms.accounts.models import RoleHeld, Team, User
from cpms.accounts.permissions import Role


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team
        django_get_or_create = ("name",)

    name = "East team"


class UserFactory(factory.django.DjangoModelFactory):
    """A person with one role: `UserFactory(role=Role.UNIT_OFFICER)`, or several."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person-{n}")
    name = factory.Sequence(lambda n: f"Person Number{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.gov.uk")
    team = factory.SubFactory(TeamFactory)

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        roles = extracted if isinstance(extracted, list) else [extracted or Role.SOCIAL_WORKER]
        for role in roles:
            RoleHeld.objects.create(user=self, role=role, held_from=date(2020, 1, 1))
