"""Laws 1, 7 and the first half of 8: what can be read off the transitions themselves."""

import pytest

from cpms.accounts.permissions import Needs, Permission
from cpms.records import chronology
from cpms.records.guards import Guard
from cpms.records.transitions import event_name, record_models, transitions_of

MODELS = record_models()
TRANSITIONS = [(model, transition) for model in MODELS for transition in transitions_of(model)]


def ids(pair):
    model, transition = pair
    return f"{model.__name__}.{transition.name}"


def test_the_house_has_records():
    assert {"Child", "Conference", "Decision"} <= {model.__name__ for model in MODELS}


@pytest.mark.parametrize("pair", TRANSITIONS, ids=ids)
def test_every_transition_names_the_permission_it_needs(pair):
    _, transition = pair

    assert isinstance(transition.permission, Needs)
    assert isinstance(transition.permission.permission, Permission)


@pytest.mark.parametrize("pair", TRANSITIONS, ids=ids)
def test_every_condition_is_a_guard_that_says_why_it_refuses(pair):
    _, transition = pair

    assert all(isinstance(guard, Guard) and guard.refusal for guard in transition.conditions)


# An enquiry enters no chronology before its child is found: these moves have their own log.
BEFORE_A_CHILD_IS_FOUND = {
    *("receive", "correct_caller", "choose_number", "miss", "call_back", "search", "refer"),
    *("refuse_public", "refuse_no_number", "refuse_not_authenticated", "send_back"),
}


@pytest.mark.parametrize("pair", TRANSITIONS, ids=ids)
def test_every_event_is_told_in_words(pair):
    model, transition = pair
    if model.__name__ == "Enquiry" and transition.name in BEFORE_A_CHILD_IS_FOUND:
        return

    assert event_name(*pair) in chronology.told_names()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_state_is_reached_by_a_move(model):
    states = {state.value for state in model.State}
    steps = [(t.source, t.target) for t in transitions_of(model) if t.target]
    reached = {str(model.State.NEW)}
    while found := {str(b) for a, b in steps if str(a) in reached} - reached:
        reached |= found

    assert reached == states


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_record_begins_new(model):
    assert model().state == model.State.NEW
