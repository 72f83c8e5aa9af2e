"""Laws 2 and 9 kept while every test runs: no transition and no bulk write behind their backs.

Law 2: only `perform` makes a transition. Law 9: no bulk write on a model with history.
A breach fails the test in which it happens, wherever in the product it stands.
"""

import sys

import pytest
from django.db.models import QuerySet
from django_fsm.signals import pre_transition

PERFORM = "cpms/records/moves.py"
BULK_WRITES = ("update", "bulk_create", "bulk_update")


def callers():
    frame = sys._getframe(2)
    while frame is not None:
        yield frame.f_code.co_filename
        frame = frame.f_back


def only_perform_makes_a_transition(sender, name, **kwargs):
    if not any(filename.endswith(PERFORM) for filename in callers()):
        raise AssertionError(f"{sender.__name__}.{name} was called, not performed (law 2)")


def is_tracked(model):
    return hasattr(model, "history") and not model.__name__.startswith("Historical")


def refusing(method):
    original = getattr(QuerySet, method)

    def watched(self, *args, **kwargs):
        if (
            is_tracked(self.model)
            and "simple_history" not in sys._getframe(1).f_globals["__name__"]
        ):
            raise AssertionError(f"{self.model.__name__}: {method} leaves no history (law 9)")
        return original(self, *args, **kwargs)

    return watched


@pytest.fixture(autouse=True)
def _laws_are_watched(monkeypatch):
    pre_transition.connect(only_perform_makes_a_transition)
    for method in BULK_WRITES:
        monkeypatch.setattr(QuerySet, method, refusing(method))
    yield
    pre_transition.disconnect(only_perform_makes_a_transition)
