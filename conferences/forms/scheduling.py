"""What is asked when a conference is scheduled."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from conferences import chairing, timeliness
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.design.forms import MomentField
from cpms.records.forms import RecordForm
from cpms.timescales.calendar import now


class ScheduleForm(RecordForm):
    """Chair, time and place; the reason only where the day is beyond the timescale (CF-03)."""

    chair = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Chair",
        help_text="Nobody who has led this case is accepted.",
        error_messages={"required": "Choose the chair."},
    )
    scheduled_at = MomentField(
        label="Day and time", help_text="A working day. Two hours are kept for it."
    )
    minute_taker = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        label="Minute taker",
        help_text="May stay open until somebody is found.",
    )
    venue = forms.CharField(
        max_length=150,
        label="Place",
        help_text="The room, or “By video”.",
        error_messages={"required": "Say where it is held."},
    )
    lateness_reason = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why it is later than the timescale allows",
        help_text="Kept on record; the team manager sees it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("chair", chairing.chairs(self.today))
        self._offer("minute_taker", chairing.holding(Permission.MINUTE_CONFERENCE, self.today))
        if not self.is_bound and not self.record.lateness_reason:
            del self.fields["lateness_reason"]

    def _offer(self, name: str, people: QuerySet[User]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the day is late, and only there."""
        cleaned = super().clean() or self.cleaned_data
        moment = cleaned.get("scheduled_at")
        if moment is None or not timeliness.is_late(self.record, timezone.localdate(moment)):
            cleaned["lateness_reason"] = ""
            self.fields.pop("lateness_reason", None)
        elif not cleaned.get("lateness_reason", "").strip():
            self.add_error(
                "lateness_reason",
                f"{timeliness.last_day_sentence(self.record)} To hold it later, give the reason "
                "(CF-03, ST-12).",
            )
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Return chair, time, place and reason, and the moment at which they are entered."""
        return {**super().facts(), "now": now()}
