"""Views are counted one for each line of management (CF-18, CF-19)."""

from types import SimpleNamespace

import pytest

from conferences.tally import tally


def view(is_for_plan, is_supporter=False):
    return SimpleNamespace(
        is_for_plan=is_for_plan, invitation=SimpleNamespace(is_supporter=is_supporter)
    )


@pytest.mark.parametrize(
    ("views", "is_equal", "is_for_plan"),
    [
        ([True, True, False], False, True),
        ([True, False, False], False, False),
        ([True, False], True, True),
        ([False], False, False),
        ([], False, False),
    ],
)
def test_the_majority_is_taken_and_an_equal_split_is_for_a_plan(views, is_equal, is_for_plan):
    counted = tally(view(one) for one in views)

    assert (counted.is_equal, counted.is_for_plan) == (is_equal, is_for_plan)


def test_those_who_attend_in_support_of_a_colleague_have_no_view():
    counted = tally([view(True), view(False, is_supporter=True)])

    assert (counted.for_plan, counted.against) == (1, 0)
