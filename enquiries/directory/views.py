"""The pages of the directory."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Prefetch, Q, QuerySet

from cpms.accounts.permissions import Permission
from cpms.children.models import Agency, DirectoryNumber
from cpms.records.forms import RecordForm
from cpms.records.views import Page, RecordPage, ServiceFormView
from enquiries.directory import services
from enquiries.directory.checking import check_due
from enquiries.directory.forms import AgencyForm, NewNumberForm, SourceForm, WithdrawForm


class Directory(Page):
    """Agencies and their numbers; those to be checked again are flagged."""

    template_name = "directory/directory.html"
    permission: ClassVar[Permission | None] = Permission.SEE_DIRECTORY

    def context(self) -> dict[str, Any]:
        """Return the agencies asked for, each with its numbers."""
        asked = self.request.GET.get("q", "").strip()
        is_due = "due" in self.request.GET
        agencies = [entry(agency, self.today) for agency in self.agencies(asked)]
        return {
            "q": asked,
            "is_due": is_due,
            "agencies": [row for row in agencies if row["due"] or not is_due],
            "due_count": sum(row["due"] for row in agencies),
            "may_maintain": self.user.may(Permission.MAINTAIN_DIRECTORY),
        }

    def agencies(self, asked: str) -> QuerySet[Agency]:
        """Return the agencies whose name or number is asked for."""
        held = DirectoryNumber.objects.held().select_related("verified_by")
        rows = Agency.objects.prefetch_related(Prefetch("numbers", held))
        wanted = Q(name__icontains=asked) | Q(numbers__number__icontains=asked)
        return rows.filter(wanted).distinct() if asked else rows


def entry(agency: Agency, today: Any) -> dict[str, Any]:
    """Return an agency with its numbers, and how many of them are to be checked again."""
    numbers = [{"row": row, "is_due": check_due(row, today)} for row in agency.numbers.all()]
    return {"agency": agency, "numbers": numbers, "due": sum(row["is_due"] for row in numbers)}


class AgencyPage(RecordPage[Agency]):
    """One agency: its numbers, who checked them, and its people."""

    model = Agency
    template_name = "directory/agency.html"
    permission: ClassVar[Permission | None] = Permission.SEE_DIRECTORY

    def visible(self) -> QuerySet[Agency]:
        """Return every agency: the directory holds no child's particulars."""
        held = DirectoryNumber.objects.held().select_related("verified_by")
        return Agency.objects.prefetch_related(Prefetch("numbers", held), "practitioners")

    def context(self) -> dict[str, Any]:
        """Return the numbers with their checks."""
        may_maintain = self.user.may(Permission.MAINTAIN_DIRECTORY)
        return {"entry": entry(self.record, self.today), "may_maintain": may_maintain}


class AddAgency(ServiceFormView[Agency]):
    """Add an agency to the directory."""

    model = Agency
    form_class = AgencyForm
    title = "Add an agency"
    button = "Add the agency"
    permission: ClassVar[Permission | None] = Permission.MAINTAIN_DIRECTORY
    record = Agency()

    def success_url(self, record: Agency) -> str:
        """Return the agency's page."""
        return f"/directory/{record.pk}/" if record.pk else "/directory/"

    def act(self, **facts: Any) -> Agency:
        """Add it."""
        return services.add_agency(by=self.user, **facts)


class AddNumber(ServiceFormView[Agency]):
    """Add a number that the unit found itself (EN-02)."""

    model = Agency
    form_class = NewNumberForm
    title = "Add a number"
    button = "Add the number"
    permission: ClassVar[Permission | None] = Permission.MAINTAIN_DIRECTORY

    def visible(self) -> QuerySet[Agency]:
        """Return every agency."""
        return Agency.objects.all()

    def success_url(self, record: Any) -> str:
        """Return the agency's page."""
        return f"/directory/{self.record.pk}/"

    def act(self, **facts: Any) -> DirectoryNumber:
        """Add it."""
        return services.add_number(self.record, by=self.user, **facts)


class VerifyNumber(ServiceFormView[DirectoryNumber]):
    """Record that a number was checked again."""

    model = DirectoryNumber
    form_class: ClassVar[type[RecordForm]] = SourceForm
    title = "Check a number again"
    button = "It is still right"
    permission: ClassVar[Permission | None] = Permission.MAINTAIN_DIRECTORY

    def visible(self) -> QuerySet[DirectoryNumber]:
        """Return the numbers in use."""
        return DirectoryNumber.objects.held().select_related("agency")

    def heading(self) -> str:
        """Return the number with what is asked."""
        return f"{self.title}: {self.record}"

    def success_url(self, record: Any) -> str:
        """Return the agency's page."""
        return f"/directory/{self.record.agency_id}/"

    def child_ids(self) -> Iterable[int]:
        """Return nothing: no child stands here."""
        return []

    def act(self, **facts: Any) -> DirectoryNumber:
        """Record the check."""
        return services.verify(self.record, by=self.user, **facts)


class WithdrawNumber(VerifyNumber):
    """Take a number out of use."""

    form_class = WithdrawForm
    title = "Withdraw a number"
    button = "Withdraw it"

    def act(self, **facts: Any) -> DirectoryNumber:
        """Withdraw it."""
        return services.withdraw(self.record, by=self.user, **facts)
