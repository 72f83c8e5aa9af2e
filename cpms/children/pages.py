"""Where the children's pages stand: in the header, and among the pages of a child."""

from cpms.accounts.permissions import Permission
from cpms.children import banner
from cpms.design import navigation


def register() -> None:
    """Name the pages; called once when the app starts."""
    navigation.register(
        "Children",
        "children",
        lambda user: user.may(Permission.SEARCH_CHILDREN),
        order=20,
        section="/children/",
    )
    banner.register_page("People", "child-people", order=30)
