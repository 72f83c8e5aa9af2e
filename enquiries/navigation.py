"""Where the desk and the directory stand in the header, and for whom."""

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.design import navigation


def register() -> None:
    """Put both in the header; called once when the app starts."""
    navigation.register("Enquiries", "enquiries", sees_enquiries, order=50)
    navigation.register("Directory", "directory", sees_directory, order=80)


def sees_enquiries(user: User) -> bool:
    """Say whether the person answers enquiries or follows them up."""
    return user.may(Permission.ANSWER_ENQUIRY) or user.may(Permission.FOLLOW_ENQUIRIES)


def sees_directory(user: User) -> bool:
    """Say whether the person may read the directory."""
    return user.may(Permission.SEE_DIRECTORY)
