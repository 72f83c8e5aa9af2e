"""A missing child, step by step, and a family out of touch for a time."""

from django import forms

from cpms.design.forms import DateField
from cpms.pathways.forms.base import TodayForm, line, words
from cpms.records.forms import RecordForm


class ReportForm(TodayForm):
    """The first notification that a child is missing (MV-04)."""

    reported_on = DateField(
        label="Day of the first report",
        help_text="The conference is due within 5 working days of it. Lead professional, line "
        "manager and QA Manager get a message at once (MV-04).",
    )
    reported_by = line("Who reported it?", "Name, agency and telephone.")
    circumstances = words(
        "What is known?",
        "When and where last seen, by whom, with whom, what gives concern.",
        rows=5,
    )
    carers = words("Parents or carers", "Where they may be; vehicles; relatives.", required=False)


class ManagersForm(TodayForm):
    """The lead professional told the managers (MV-04)."""

    told_on = DateField(label="Day")
    who = line("Who was told?", "Line manager and QA Manager, by name.", most=200)


class AgenciesForm(TodayForm):
    """Agencies asked for help in finding the child (MV-04)."""

    contacted_on = DateField(label="Day")
    agencies = words(
        "Which agencies, and what do they know?", "Education, health, police, housing."
    )


class TracingForm(TodayForm):
    """Health's procedure for tracing missing families (MV-04)."""

    begun_on = DateField(label="Day")
    tracer = line("Who traces for health?", "Name and telephone.", most=200)


class WriteForm(RecordForm):
    """Writing happens today; the letter is made from what is recorded."""

    is_checked = forms.BooleanField(
        label="I have read what is recorded: it is what every authority will read"
    )

    def facts(self) -> dict[str, object]:
        """Return today."""
        return {"told_on": self.today}


class FoundForm(TodayForm):
    """The child is found."""

    found_on = DateField(label="Day on which the child was found")
    how = words("Where and how, and who has seen the child?")


class AnswerForm(TodayForm):
    """What an authority answered."""

    answered_on = DateField(label="Day of the answer")
    answer = words("What it says")

    def clean_answered_on(self) -> object:
        """Refuse a day that lies ahead."""
        day = self.cleaned_data["answered_on"]
        if day > self.today:
            raise forms.ValidationError("The day of the answer cannot lie in the future.")
        return day

    def facts(self) -> dict[str, object]:
        """Return the answer and its day."""
        return dict(self.cleaned_data)


class AbsenceForm(TodayForm):
    """A family out of touch for a time (MV-05)."""

    since_on = DateField(label="Out of touch since")
    reason = words(
        "Why is this out of touch, and not missing?",
        "What is known and from whom. If you cannot say, report the child missing (MV-05).",
    )
    expected_on = DateField(label="Expected back", required=False)


class BackForm(TodayForm):
    """Back in touch."""

    back_on = DateField(label="Day on which the child was seen or spoken to again")
