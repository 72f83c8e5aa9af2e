"""When a number of the directory is to be checked again."""

from datetime import date

from django.conf import settings

from cpms.children.models import DirectoryNumber
from cpms.timescales import calendar


def check_again_on(number: DirectoryNumber) -> date:
    """Return the day by which the number is to be checked again."""
    return calendar.add_months(number.verified_on, settings.DIRECTORY_CHECK_MONTHS)


def check_due(number: DirectoryNumber, today: date) -> bool:
    """Say whether the number has not been checked for too long."""
    return check_again_on(number) <= today
