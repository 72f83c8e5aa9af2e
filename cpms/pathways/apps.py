from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    """Moves, missing children, care, courts, and plans that end by themselves."""

    name = "cpms.pathways"
    verbose_name = "Pathways"

    def ready(self) -> None:
        """Listen, tell the events, and add tags and a page to those of a child."""
        from cpms.children import banner
        from cpms.pathways import receivers, tags, tellings

        receivers.listen()
        tellings.register()
        banner.register_tag(tags.tags)
        banner.register_page("Care and whereabouts", "child-pathways", order=35)
