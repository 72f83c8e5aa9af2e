from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """My work, the child's page and dashboards: reads all."""

    name = "cpms.casework"
    verbose_name = "Casework"

    def ready(self) -> None:
        """Put the pages into the navigation and among a child's; widen the list of children."""
        from cpms.accounts.permissions import Permission
        from cpms.casework import child_filters
        from cpms.children import banner
        from cpms.design import navigation

        navigation.register("My work", "my-work", order=10)
        navigation.register(
            "Dashboard",
            "dashboard",
            lambda user: user.may(Permission.SEE_DASHBOARD),
            order=60,
            section="/dashboard/",
        )
        banner.register_page("Overview", "child", order=10)
        banner.register_page("Chronology", "chronology", order=20)
        child_filters.register()
