"""What must hold before the records of this app move."""

from cpms.children.guards.child import (
    birth_is_not_in_the_future,
    cause_is_not_in_the_future,
    is_expected,
)

__all__ = ["birth_is_not_in_the_future", "cause_is_not_in_the_future", "is_expected"]
