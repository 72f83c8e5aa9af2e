from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    """Children, their families and the people around them."""

    name = "cpms.children"
    verbose_name = "Children"

    def ready(self) -> None:
        """Name the relations in a child's own record, its events and pages; index its names."""
        from cpms.children import pages, receivers, tellings, visibility

        visibility.register()
        tellings.register()
        pages.register()
        receivers.connect()
