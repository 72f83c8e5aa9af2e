"""A form sent twice has one effect."""

import pytest

from cpms.records.models import Submission
from cpms.records.submissions import new_token, once
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_second_sending_of_a_form_lands_on_the_first_result():
    user, token, done = UserFactory(), new_token(), []

    def act():
        done.append(1)
        return "/there/"

    assert once(token, user, act) == "/there/"
    assert once(token, user, act) == "/there/"
    assert done == [1]


def test_an_act_that_fails_may_be_sent_again():
    user, token = UserFactory(), new_token()

    def fail():
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        once(token, user, fail)

    assert not Submission.objects.exists()
    assert once(token, user, lambda: "/there/") == "/there/"


def test_one_persons_token_never_leads_another_to_their_result():
    token = new_token()
    once(token, UserFactory(), lambda: "/theirs/")

    with pytest.raises(Exception, match=r"(?i)unique"):
        once(token, UserFactory(), lambda: "/mine/")
