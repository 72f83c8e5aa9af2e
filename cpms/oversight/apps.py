from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Who may see a child and why, who has looked, what was changed: reads all."""

    name = "cpms.oversight"
    verbose_name = "Oversight"

    def ready(self) -> None:
        """Name the pages, and lead who lacks a relation to the page that asks for a reason."""
        from cpms.accounts.permissions import Permission
        from cpms.children import banner
        from cpms.design import navigation
        from cpms.oversight import opening
        from cpms.records.views import ways_in

        banner.register_page("Who may see", "child-access", order=90)
        navigation.register(
            "Openings to review",
            "accesses",
            lambda user: user.may(Permission.REVIEW_ACCESS),
            order=70,
            section="/accesses/",
        )
        navigation.register(
            "Restricted records",
            "restrictions",
            lambda user: user.may(Permission.RESTRICT_CHILD),
            order=75,
            section="/restrictions/",
        )
        ways_in.register(opening.way_in)
