from django.apps import AppConfig

from cpms.accounts.permissions import Permission
from cpms.design import navigation


class DocumentsConfig(AppConfig):
    """Letters, and who got which copy."""

    name = "cpms.documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        """Put the list of letters to post into the header of those who post them."""
        from cpms.documents import tellings
        from cpms.documents.attachments import checks  # noqa: F401  (registers itself)

        tellings.register()

        navigation.register(
            "Letters to post",
            "letters-to-post",
            lambda user: user.may(Permission.CIRCULATE),
            order=60,
            section="/letters/",
        )
