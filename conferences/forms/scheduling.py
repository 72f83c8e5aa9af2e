"""What is asked when a conference is scheduled."""

from typing import Any

from django import forms
from django.utils import timezone

from conferences import timeliness
from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import GRANTS, Permission
from cpms.design.forms import MomentField
from cpms.records.forms import RecordForm
from cpms.timescales.calendar import now

CHAIRING = [role for role, grants in GRANTS.items() if Permission.CHAIR_CONFERENCE in grants]


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
        field = self.fields["chair"]
        assert isinstance(field, forms.ModelChoiceField)
        chairing = RoleHeld.objects.on(self.today).filter(role__in=CHAIRING)
        field.queryset = User.objects.filter(pk__in=chairing.values("user")).order_by("name")
        if not self.is_bound and not self.record.lateness_reason:
            del self.fields["lateness_reason"]

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
