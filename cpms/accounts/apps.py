from django.apps import AppConfig
from django.conf import settings


class AccountsConfig(AppConfig):
    """Users, teams, roles, permissions, and who has looked."""

    name = "cpms.accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Hear who signs in; tell the sign-in page of the demonstration who may."""
        from django.contrib.auth import user_logged_in

        from cpms.accounts import receivers  # noqa: F401  (connects itself)

        user_logged_in.disconnect(dispatch_uid="update_last_login")  # it would leave a history row
        if settings.DEMONSTRATION:
            from cpms.accounts.demonstration import ACCOUNTS, DEMONSTRATION_PASSWORD
            from cpms.design.templating import register_global

            rows = [[one.username, one.name, one.role.label] for one in ACCOUNTS]
            shown = {"password": DEMONSTRATION_PASSWORD, "rows": rows}
            register_global("demonstration_accounts", shown)
