"""Two versions compare in words, and the changes applied to the old one give the new."""

from copy import deepcopy
from random import Random

import pytest

from plans.comparison import apply, changes
from plans.wording import lines

ACTION = {
    "what": "Drug screening",
    "why": "so that mornings are calm",
    "together_with": "",
    "measure": "Six clear screens",
    "owner": "practitioner:1",
    "owner_name": "Ana Mockford",
    "by_when": "2027-03-03",
    "progress": "not_begun",
    "progress_note": "",
    "done_on": None,
}
NEED = {
    "need": "Robin lies awake listening.",
    "outcome": "Robin sleeps.",
    "measure": "",
    "by_when": None,
    "actions": {"7": ACTION},
}
OLD = {
    "category": "emotional",
    "lead_professional": "Sam Specimen",
    "concerns": "Dad hurt Mum.",
    "strengths": "Nana.",
    "contingency": "Ring 999.",
    "bottom_lines": "",
    "needs": {"3": NEED},
}


def changed(change):
    new = deepcopy(OLD)
    change(new)
    return new


def action(plan):
    return plan["needs"]["3"]["actions"]["7"]


def sentences(new, reasons=None):
    return [line.sentence for line in lines(OLD, new, reasons)]


def test_a_moved_day_and_a_new_owner_are_told_as_such():
    new = changed(
        lambda plan: action(plan).update(
            by_when="2027-03-17", owner="practitioner:2", owner_name="Terry Trial"
        )
    )

    assert sentences(new)[:2] == [
        "Changed hands “Drug screening” from Ana Mockford to Terry Trial.",
        "Moved due day of “Drug screening” from Wed 3 Mar 2027 to Wed 17 Mar 2027.",
    ]


def test_a_day_set_for_the_first_time_and_a_day_taken_away_are_told():
    gone = changed(lambda plan: action(plan).update(by_when=None))
    assert sentences(gone)[0] == "Moved due day of “Drug screening” no longer Wed 3 Mar 2027."


def test_an_added_action_names_who_and_by_when():
    new = changed(
        lambda plan: plan["needs"]["3"]["actions"].update({"9": {**ACTION, "what": "Reading"}})
    )
    assert sentences(new)[0] == "Added action “Reading”. Ana Mockford, by Wed 3 Mar 2027."


def test_an_added_need_says_with_how_many_actions():
    new = changed(lambda plan: plan["needs"].update({"4": {**NEED, "need": "Robin misses Dad."}}))
    assert sentences(new)[0] == "Added need “Robin misses Dad”. With 1 action."


def test_what_was_taken_out_says_why():
    new = changed(lambda plan: plan["needs"]["3"]["actions"].pop("7"))
    said = sentences(new, {"action:7": "Done in 2025"})
    assert said[0] == "Taken out action “Drug screening”. Done in 2025"


def test_other_words_are_told_with_what_they_replace():
    new = changed(lambda plan: plan["needs"]["3"].update(outcome="Robin feels safe."))
    assert sentences(new)[0] == (
        "Reworded outcome of “Robin lies awake listening” from Robin sleeps. to Robin feels safe."
    )


def test_the_category_is_told_in_its_words():
    new = changed(lambda plan: plan.update(category="neglect"))
    assert sentences(new)[0] == "Changed Category from Emotional abuse to Neglect."


def test_what_was_achieved_is_told():
    new = changed(lambda plan: action(plan).update(progress="done", done_on="2027-02-01"))
    assert sentences(new)[0] == "Done “Drug screening” now Mon 1 Feb 2027."


def test_what_stayed_is_told_so_that_nobody_wonders():
    new = changed(lambda plan: plan.update(strengths="Nana and school."))
    assert sentences(new)[-1] == (
        "The same the concerns, the contingency plan, category, lead professional, 1 action."
    )


def test_two_equal_versions_have_no_changes():
    assert changes(OLD, deepcopy(OLD)) == []


@pytest.mark.parametrize("seed", range(40))
def test_the_changes_applied_to_the_old_version_give_the_new_one(seed):
    chance = Random(seed)
    new = deepcopy(OLD)
    for step in range(chance.randint(1, 12)):
        edit(new, chance, str(100 + step))

    assert apply(OLD, changes(OLD, new)) == new
    assert list(apply(OLD, changes(OLD, new))["needs"]) == list(new["needs"])


def edit(plan, chance, number):
    needs = list(plan["needs"].values())
    kind = chance.choice(["words", "need", "drop", "add", "action", "reword"])
    if kind == "words":
        plan[chance.choice(["concerns", "strengths", "category"])] = f"neglect{number}"
    elif kind == "need":
        plan["needs"][number] = {**deepcopy(NEED), "need": f"Need {number}"}
    elif kind == "drop" and needs:
        del plan["needs"][chance.choice(list(plan["needs"]))]
    elif needs:
        edit_need(chance.choice(needs), chance, kind, number)


def edit_need(need, chance, kind, number):
    if kind == "add":
        need["actions"][number] = {**ACTION, "what": f"Action {number}"}
    elif kind == "reword":
        need["outcome"] = f"Outcome {number}"
    elif need["actions"]:
        key = chance.choice(list(need["actions"]))
        if chance.random() < 0.4:
            del need["actions"][key]
        else:
            need["actions"][key] = {
                **need["actions"][key],
                "by_when": f"2027-05-{int(number) - 90:02}",
            }
