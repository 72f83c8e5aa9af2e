"""The recommendation before a review becomes the collective report, nothing retyped (CG-04, CF-33).

Facts stand as facts, opinions as opinions (CF-13); what the child and the parents say stands in
their own words (FA-01). Brothers and sisters have one report together: each group adds its part.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from conferences.models import Report, StatementKind
from conferences.people import is_its_author
from conferences.services.reporting import Said, Sharing, submit_report, write_report
from core_groups.models import CoreGroupMeeting
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import Child
from cpms.records.guards import Refused


def report_awaited(child: Child) -> Report | None:
    """Return the collective report that a review of this child still waits for."""
    asked = Report.objects.filter(
        kind=Report.Kind.CORE_GROUP,
        state=Report.State.REQUESTED,
        conference__decisions__child=child,
    )
    found: Report | None = asked.order_by("pk").last()
    return found


def bring_to_review(meeting: CoreGroupMeeting, *, today: date, by: User | None) -> Report | None:
    """Write what the group recommends into its report; submit it when no child is missing.

    It is the lead professional's to submit: for anybody else it waits. What stands in the way
    of submitting (a conviction, parents who have not seen it) leaves it as a draft to finish.
    """
    child = meeting.group.plan.child
    report = report_awaited(child)
    if by is None or report is None or meeting.is_threshold_met is None:
        return None
    if not (by.may(Permission.SUBMIT_REPORT) and is_its_author(report, by)):
        return None
    said = [*_of_the_others(report, child), *statements_of(meeting)]
    sharing = _sharing(report, meeting)
    report = write_report(report, said, sharing, by=by)
    if sharing.shared_with_parents_on and not _still_missing(report):
        try:
            with transaction.atomic():
                return submit_report(report, said, sharing, by=by, on=today)
        except Refused:
            report.refresh_from_db()
    return report


def statements_of(meeting: CoreGroupMeeting) -> list[Said]:
    """Return what a meeting brings to the review, statement by statement, each with its worth."""
    child = meeting.group.plan.child
    rows = [*_reports(meeting), *_views(meeting), *_recommendation(meeting)]
    return [Said(kind, text, [child]) for kind, text in rows]


def _reports(meeting: CoreGroupMeeting) -> Iterable[tuple[str, str]]:
    rows = meeting.contributions.select_related(
        "member__practitioner__agency", "member__person", "member__user"
    )
    for row in rows:
        who = f"{row.member.name}, {row.member.part}"
        if row.facts.strip():
            yield StatementKind.FACT, f"{who}: {row.facts}"
        if row.opinion.strip():
            yield StatementKind.OPINION, f"{who}: {row.opinion}"


def _views(meeting: CoreGroupMeeting) -> Iterable[tuple[str, str]]:
    child = meeting.group.plan.child.name
    if meeting.childs_views.strip():
        yield StatementKind.OBSERVATION, f"What {child} says: {meeting.childs_views}"
    if meeting.parents_views.strip():
        yield StatementKind.OBSERVATION, f"What the parents or carers say: {meeting.parents_views}"


def _recommendation(meeting: CoreGroupMeeting) -> Iterable[tuple[str, str]]:
    still = "still" if meeting.is_threshold_met else "no longer"
    judged = f"The core group judges that the threshold of significant harm is {still} met"
    yield StatementKind.OPINION, f"{judged}. {meeting.threshold_evidence}"
    if meeting.who_leads_next.strip():
        yield StatementKind.OPINION, f"Who leads what next: {meeting.who_leads_next}"


def _of_the_others(report: Report, child: Child) -> list[Said]:
    rows = report.statements.prefetch_related("children")
    kept = [(row, list(row.children.all())) for row in rows]
    return [Said(row.kind, row.text, about) for row, about in kept if child not in about]


def _still_missing(report: Report) -> list[Child]:
    told = {child.pk for row in report.statements.all() for child in row.children.all()}
    return [child for child in report.concerned_children() if child.pk not in told]


def _sharing(report: Report, meeting: CoreGroupMeeting) -> Sharing:
    """Parents who were in the meeting heard it there; else the lead shares it first (CF-11)."""
    family = meeting.contributions.filter(member__person__isnull=False)
    heard = family.filter(attendance__in=("in_person", "video")).exists()
    earlier = report.shared_with_parents_on
    return Sharing(shared_with_parents_on=meeting.held_on if heard else earlier)
