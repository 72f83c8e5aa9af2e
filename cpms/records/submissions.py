"""A form sent twice has one effect: its token is kept with where the first sending led."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from cpms.accounts.models import User
from cpms.records.models import Submission

TOKEN_FIELD = "form_token"


def new_token() -> str:
    """Return a token for a form about to be shown."""
    return str(uuid4())


def once(token: str, user: User, act: Callable[[], str]) -> str:
    """Do the act unless this form was sent before; return the address it leads to.

    The token's row is written first, so that a second sending at the same moment waits
    for the first one, then lands on its result. An act that fails leaves no row.
    """
    try:
        parsed = UUID(token)
    except ValueError:
        parsed = uuid4()  # a form without its token is a new form
    try:
        with transaction.atomic():
            submission = Submission.objects.create(token=parsed, user=user)
            submission.led_to = act()
            submission.save(update_fields=["led_to"])
            return submission.led_to
    except IntegrityError:
        earlier = Submission.objects.filter(token=parsed, user=user).first()
        if earlier is None:
            raise
        return earlier.led_to
