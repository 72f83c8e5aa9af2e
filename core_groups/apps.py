from django.apps import AppConfig


class CoreGroupsConfig(AppConfig):
    """The groups that carry a plan out."""

    name = "core_groups"
    verbose_name = "Core groups"

    def ready(self) -> None:
        """Listen to plans, let members see their child, and tell the events of a group."""
        from core_groups import diary, receivers, tellings, visibility
        from cpms.accounts.permissions import Permission
        from cpms.children import banner

        receivers.listen()
        tellings.register()
        visibility.register()
        diary.register()
        banner.register_page("Core group", "core-group-of-child", order=45)
        banner.register_page(
            "Visits",
            "visits-of-child",
            order=47,
            permits=lambda user: user.may(Permission.OPEN_CASE),
        )
