"""Forty stories: each family's life in steps, counted in working days from the present day.

A step whose day is still to come has not happened yet, so a life is written down whole and
read as far as it has come. The first eight touch every stage: `--families 8` tells them.
"""

from dataclasses import dataclass

from cpms.casework.demonstration.case import Step, at
from cpms.casework.demonstration.lives import (
    core_groups,
    discussed,
    invited,
    meeting,
    plan_made,
    review,
    suspected,
)
from cpms.casework.demonstration.stages import asking, beginning, calling, carrying
from cpms.casework.demonstration.stages import meeting as day

Steps = tuple[Step, ...]
LATE = "Maternity care was booked late; the team manager agreed."


@dataclass(frozen=True)
class Story:
    """A household, by its name, and the steps of its life."""

    name: str
    steps: Steps


def _story(name: str, *parts: Step | Steps) -> Story:
    steps = [step for part in parts for step in ((part,) if isinstance(part, Step) else part)]
    return Story(name, tuple(sorted(steps, key=lambda step: step.offset)))


STORIES = (
    _story("Dryden-Run", plan_made(-170), core_groups(-170, 8, 30, 48),
           review(-115), core_groups(-170, 73, 98, 123, 148), review(-5, "end")),
    _story("Samplewright", suspected(0), at(0, beginning.call_discussion, meets=1)),
    _story("Placeholder", invited(0), at(0, day.open_conference), at(0, day.write_minutes, items=4),
           at(0, day.give_views, only=3)),
    _story("Rehearsal", plan_made(-14)),
    _story("Testerfield", invited(0, soonest=True)),
    _story("Suppose", discussed(-9), at(-7, asking.ask), at(-5, asking.decline),
           at(-4, beginning.conclude_enquiries, found="no_continuing_risk")),
    _story("Trialworth", discussed(-11), at(-9, asking.ask), at(-8, asking.agree),
           at(-6, calling.answer_call, agency="draft_street")),
    _story("Mythson", meeting(-7, absent=1, against="half"),
           at(-7, day.decide_plan), at(-7, day.close), at(-6, carrying.send_decision),
           at(-5, carrying.refer_split)),
    _story("Nominal", at(0, beginning.register), at(0, calling.wait_for_call_back)),
    _story("Hypothet", at(-30, beginning.register),
           at(-20, calling.answer_call, agency="draft_street"),
           at(-1, calling.answer_call, desk="night-desk")),
    _story("Dummett", suspected(0)),
    _story("Assumpton", suspected(-3)),
    _story("Blankley", suspected(-1), at(-1, beginning.call_discussion, meets=0)),
    _story("Outliner", suspected(-1), at(-1, beginning.call_discussion, meets=0),
           at(0, beginning.hold_discussion)),
    _story("Templeton-Try", discussed(-6, "no_further")),
    _story("Figment", discussed(-9, "section_17"), at(-6, calling.answer_call),
           at(-2, calling.answer_call, agency="draft_street"),
           at(-1, calling.discuss_second_enquiry)),
    _story("Tryton", discussed(-2, minutes=False)),
    _story("Modelski", discussed(-6, minutes=False)),
    _story("Patternby", discussed(-12),
           at(-3, beginning.conclude_enquiries, found="not_substantiated")),
    _story("Demoska", discussed(-3), at(0, asking.ask), at(-1, calling.refuse_unconfirmed)),
    _story("Imagin", discussed(-5), at(-1, asking.ask), at(-2, calling.refuse_public)),
    _story("Exemplar", discussed(-5), at(-3, asking.ask), at(-3, asking.agree),
           at(-2, asking.schedule, meets=8)),
    _story("Prototype", discussed(-12), at(-10, asking.ask, kind="pre_birth"), at(-9, asking.agree),
           at(-8, asking.schedule, meets=3), at(-7, asking.invite), at(-2, asking.answer)),
    _story("Mockingham", discussed(-17), at(-12, asking.ask), at(-10, asking.agree)),
    _story("Draftwell", invited(3), at(0, asking.report, missing=3)),
    _story("Sketchley", invited(1)),
    _story("Stubbs-Demo", invited(-1), at(-1, day.open_conference, without=2),
           at(-1, day.stand_down)),
    _story("Examplová", meeting(-1), at(-1, day.decide_plan), at(-1, day.close)),
    _story("Pretendra", meeting(-4), at(-4, day.decide_plan), at(-4, day.close)),
    _story("Guessford", meeting(-6, against="all"), at(-6, day.decide_no_plan), at(-6, day.close),
           at(-5, carrying.send_decision)),
    _story("Whatif", meeting(-8), at(-8, day.defer), at(-8, day.close),
           at(-7, carrying.send_decision)),
    _story("Fableton", plan_made(-3)),
    _story("Mockdale", plan_made(-8, core_group=9)),
    _story("Pilotson", plan_made(-13, minutes_after=99), core_groups(-13, 9, sends_minutes=False)),
    _story("Specimen-Hall", plan_made(-22), core_groups(-22, 7),
           at(-1, carrying.revise, sends=False)),
    _story("Fixtureby", plan_made(-40), core_groups(-40, 8, 30), review(15)),
    _story("Sample", plan_made(-53), core_groups(-53, 8, 30, 48), review(2),
           at(-44, carrying.revise), at(-6, calling.answer_call)),
    _story("Makebelieve", plan_made(-70), core_groups(-70, 8, 30, 48), review(-15)),
    _story("Fauxley", plan_made(-40, kind="pre_birth", late=LATE), core_groups(-40, 8, 30),
           at(-4, beginning.record_birth, names=("Teddy",), sex="M")),
    _story("Invention", plan_made(-40), core_groups(-40, 8)),
)  # fmt: skip
