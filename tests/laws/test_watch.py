"""The watch over laws 2 and 9 sees what it forbids, and every tracked relation is kept."""

from datetime import date

import pytest
from django.apps import apps

from cpms.children.models import Child
from tests.factories import ChildFactory
from tests.watch import is_tracked

pytestmark = pytest.mark.django_db


def test_a_transition_that_is_not_performed_is_noticed():
    with pytest.raises(AssertionError, match="law 2"):
        ChildFactory().close(closed_on=date(2026, 11, 20))


def test_a_bulk_write_without_history_is_noticed():
    with pytest.raises(AssertionError, match="law 9"):
        Child.objects.update(school="Pear Tree")


TRACKED = [model for model in apps.get_models() if is_tracked(model)]


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model.__name__)
def test_every_relation_of_many_to_many_is_kept_in_the_history(model):
    kept = {field.name for field in model.history.model._history_m2m_fields}
    own = [
        field
        for field in model._meta.local_many_to_many
        if not is_tracked(field.remote_field.through)
    ]

    assert {field.name for field in own} <= kept
