from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class TimescalesConfig(AppConfig):
    """Working days, policy packs, deadlines and reminders."""

    name = "cpms.timescales"
    verbose_name = "Timescales"

    def ready(self) -> None:
        """Refuse to start on a wrong pack; then listen to moves."""
        from cpms.accounts import mail
        from cpms.design import navigation
        from cpms.timescales import checks, packs, people, receivers  # noqa: F401
        from cpms.timescales.reminders import account_mail
        from cpms.timescales.views.notices import waiting_count
        from cpms.timescales.views.timescales import may_read

        try:
            packs.load(settings.TIMESCALES_PACK)
        except packs.PackError as error:
            raise ImproperlyConfigured(str(error)) from None
        people.register_service()
        mail.register_road(account_mail.carry)
        navigation.register_bell("notices", waiting_count)
        navigation.register("Timescales", "timescales", may_read, order=80)
