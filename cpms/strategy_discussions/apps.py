from django.apps import AppConfig


class StrategyDiscussionsConfig(AppConfig):
    """Where a case begins: strategy discussions and section 47 enquiries."""

    name = "cpms.strategy_discussions"
    verbose_name = "Strategy discussions"

    def ready(self) -> None:
        """Tell the events, hear what must follow from a move, add to a child's pages."""
        from cpms.children import banner
        from cpms.strategy_discussions import receivers, tellings

        assert receivers  # it connects itself when it is imported
        tellings.register()
        banner.register_page("Strategy discussions", "strategy-discussions", order=40)
