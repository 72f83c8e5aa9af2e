"""Pages of a missing child, and of a family out of touch (MV-04, MV-05)."""

from typing import Any

from django.urls import reverse

from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.children.models import Absence, MissingEpisode
from cpms.pathways.forms import missing as forms
from cpms.pathways.models import AuthorityLetter
from cpms.pathways.services import missing
from cpms.pathways.views.base import CURRENT, Act, Begin, StatusPage
from cpms.records.views import ServiceFormView


class MissingPage(StatusPage[MissingEpisode]):
    """The chain of a missing child: each step with whether it is done (MV-04)."""

    model = MissingEpisode
    page_name = "Missing child"
    template_name = "pathways/missing.html"

    def context(self) -> dict[str, Any]:
        """Return the letters beside the rest."""
        letters = self.record.letters.select_related("authority", "letter")
        return {**super().context(), "letters": letters}


class ReportMissing(Begin[MissingEpisode]):
    """Report a child missing (MV-04)."""

    model = MissingEpisode
    move = "report"
    form_class = forms.ReportForm
    today_for = ("reported_on",)
    done_message = (
        "Reported. Lead professional, line manager and QA Manager have a message; the unit has "
        "the conference to schedule."
    )


class MissingAct(Act[MissingEpisode]):
    """One step of the chain."""

    model = MissingEpisode


class TellManagers(MissingAct):
    """The managers were told."""

    move = "tell_managers"
    form_class = forms.ManagersForm
    today_for = ("told_on",)


class ContactAgencies(MissingAct):
    """Other agencies were contacted."""

    move = "contact_agencies"
    form_class = forms.AgenciesForm
    today_for = ("contacted_on",)


class BeginTracing(MissingAct):
    """Health traces the family."""

    move = "begin_health_tracing"
    form_class = forms.TracingForm
    today_for = ("begun_on",)


class TellAuthorities(MissingAct):
    """Every local authority is written to."""

    move = "tell_authorities"
    form_class = forms.WriteForm
    template_name = "pathways/write.html"
    button = "Write to all of them"
    done_message = "The letters are made. Those without an address by e-mail wait to be posted."

    def context(self) -> dict[str, Any]:
        """Return what every authority will read."""
        return {**super().context(), "told": missing.particulars(self.record)}

    def act(self, **facts: Any) -> Any:
        """Make the letters with the move."""
        return missing.write_to_authorities(self.record, **facts, by=self.user)


class FindChild(MissingAct):
    """The child is found."""

    move = "find"
    form_class = forms.FoundForm
    today_for = ("found_on",)
    done_message = "The child is found. Every authority that was written to is told."


class AuthorityAnswered(ServiceFormView[AuthorityLetter]):
    """Note what an authority answered."""

    model = AuthorityLetter
    permission = Permission.RECORD_STATUS
    template_name = "children/act.html"
    form_class = forms.AnswerForm
    title = "Record an answer"
    button = "Record the answer"
    done_message = "The answer is recorded."

    def visible(self) -> Any:
        """Return the letters with what they are about."""
        return super().visible().select_related("episode__child", "authority")

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        child = self.record.episode.child
        return {**super().context(), "banner": banner_of(child, self.user, self.today, CURRENT)}

    def heading(self) -> str:
        """Return whose answer it is."""
        return f"Answer of {self.record.authority}"

    def initial(self) -> dict[str, Any]:
        """Return today."""
        return {"answered_on": self.today}

    def act(self, **facts: Any) -> None:
        """Keep the answer."""
        missing.note_answer(self.record, **facts, by=self.user)

    def success_url(self, record: Any) -> str:
        """Return to the chain."""
        return self.record.episode.get_absolute_url()

    def child_ids(self) -> list[int]:
        """Return the missing child."""
        return [self.record.episode.child_id]


class AbsencePage(StatusPage[Absence]):
    """A family out of touch for a time (MV-05)."""

    model = Absence
    page_name = "Out of touch"

    def context(self) -> dict[str, Any]:
        """Offer the report that the child is missing: the one turns into the other."""
        context = super().context()
        if self.record.is_open:
            href = reverse("missing-episode-report", args=[self.record.child_id])
            report = {"href": href, "text": "Report the child missing", "refusals": ()}
            context["acts"] = [*context["acts"], report]
        return context


class NoteAbsence(Begin[Absence]):
    """Record that a family is out of touch for a time (MV-05)."""

    model = Absence
    move = "note"
    form_class = forms.AbsenceForm
    today_for = ("since_on",)
    button = "Record it"


class ComeBack(Act[Absence]):
    """They are back in touch."""

    model = Absence
    move = "come_back"
    form_class = forms.BackForm
    today_for = ("back_on",)
    button = "Record it"
