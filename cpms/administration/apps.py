from django.apps import AppConfig

from cpms.accounts.permissions import Permission
from cpms.design import navigation


class AdministrationConfig(AppConfig):
    """The pages on which accounts, roles and teams are looked after, and one's own session."""

    name = "cpms.administration"
    verbose_name = "Administration"

    def ready(self) -> None:
        """Put the people into the header of those who look after accounts."""
        navigation.register(
            "Accounts",
            "accounts",
            lambda user: user.may(Permission.MANAGE_ACCOUNTS),
            order=90,
            section="/staff/",
        )
