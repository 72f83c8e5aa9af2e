from django.apps import AppConfig
from django.conf import settings

from cpms.design.templating import register_global


class SingleSignOnConfig(AppConfig):
    """Signing in with the council's own account."""

    name = "cpms.accounts.single_sign_on"
    label = "single_sign_on"

    def ready(self) -> None:
        """Tell the sign-in page what the council's sign-in is called, if there is one."""
        register_global("single_sign_on", settings.SINGLE_SIGN_ON_NAME)
