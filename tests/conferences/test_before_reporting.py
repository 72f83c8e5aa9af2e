"""Reports: statements kept apart, shared with parents, once submitted final (CF-11 to CF-15)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from conferences.convictions import mentions_a_conviction
from conferences.models import Report
from conferences.services.reporting import Said, Sharing, chase, submit_report, write_report
from cpms.accounts.permissions import Role
from cpms.children.services import allocate
from cpms.documents.models import Letter
from cpms.records.chronology import sentence
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from tests.factories import UserFactory
from tests.factories.conferences import MONDAY, conference_at

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 12, 4)
SHARED = Sharing(shared_with_parents_on=date(2026, 12, 3))
WITHHELD = Sharing(
    withheld_reason="Reading it would tell the father where the mother lives.",
    sharing_agreement="The chair reads the rest out to him.",
    withholding_agreed_on=date(2026, 12, 2),
)


def report_of(kind="police", conference=None):
    conference = conference or conference_at("convened")
    return conference.reports.get(invitation__practitioner__agency__kind=kind)


def author_of(report):
    return report.invitation.practitioner.user


def said(report, text="Called to the address on 3 November.", kind="fact"):
    return [Said(kind, text, list(report.concerned_children()))]


def submitted(report, sharing=SHARED, *, by=None, statements=None, **known):
    statements = said(report) if statements is None else statements
    return submit_report(
        report, statements, sharing, by=by or author_of(report), on=FRIDAY, **known
    )


def test_a_partner_submits_the_own_report():
    report = submitted(report_of())

    assert (report.state, report.submitted_on) == ("submitted", FRIDAY)
    row = report.statements.get()
    assert (row.kind, row.text) == ("fact", "Called to the address on 3 November.")
    assert row.children.count() == 2
    event = Event.objects.filter(name="report.submitted").first()
    assert sentence(event).startswith("Report submitted: ")


def test_a_draft_is_kept_without_being_submitted():
    report = report_of()

    kept = write_report(report, said(report), Sharing(), by=author_of(report))

    assert kept.state == "requested"
    assert kept.statements.count() == 1


def test_a_draft_rewritten_leaves_no_statement_behind():
    report = report_of()
    author = author_of(report)
    write_report(report, said(report) + said(report, "A second."), Sharing(), by=author)

    write_report(report, said(report, "Only this.", "opinion"), Sharing(), by=author)

    assert [(row.kind, row.text) for row in report.statements.all()] == [("opinion", "Only this.")]


def test_a_report_that_says_nothing_is_refused():
    with pytest.raises(Refused, match="at least one statement"):
        submitted(report_of(), statements=[])


def test_a_report_neither_shared_nor_withheld_is_refused():
    with pytest.raises(Refused, match="on which day the parents saw"):
        submitted(report_of(), Sharing())


def test_a_report_cannot_be_shared_after_it_was_submitted():
    with pytest.raises(Refused, match="cannot lie in the future"):
        submitted(report_of(), Sharing(shared_with_parents_on=date(2026, 12, 7)))


def test_a_report_is_withheld_only_after_discussion_with_the_chair():
    with pytest.raises(Refused, match="discussion with the chair"):
        submitted(report_of(), Sharing(withheld_reason="It would put her at risk."))


def test_a_report_withheld_keeps_who_agreed_and_how_it_is_shared():
    report = submitted(report_of(), WITHHELD)

    assert report.withholding_agreed_by == report.conference.chair
    assert report.sharing_agreement == "The chair reads the rest out to him."


def test_a_report_that_mentions_a_conviction_stops_until_consent_is_confirmed():
    report = report_of()
    statements = said(report, "He was convicted of assault in 2019.")

    with pytest.raises(Refused, match="mentions a criminal conviction"):
        submitted(report, statements=statements)

    report = submitted(report, statements=statements, has_consent_for_convictions=True)
    assert report.state == "submitted"


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("He has two previous convictions.", True),
        ("A criminal record for theft", True),
        ("Sentenced to 6 months", True),
        ("She is convinced that he hit her.", False),
        ("She wrote a sentence about school.", False),
    ],
)
def test_words_that_tell_of_a_conviction_are_found(text, mentions):
    assert mentions_a_conviction(text) is mentions


def test_a_partner_cannot_write_the_report_of_another_agency():
    conference = conference_at("convened")
    police, health = report_of("police", conference), report_of("health", conference)

    with pytest.raises(PermissionDenied):
        submitted(police, by=author_of(health))

    assert not police.statements.exists()


def test_a_report_is_submitted_once():
    report = submitted(report_of())

    with pytest.raises(Refused, match="with the chair already"):
        submitted(report)


def test_whoever_leads_today_writes_the_report_of_social_care():
    conference = conference_at("convened")
    new = UserFactory()
    allocate(conference.concerned_children()[0], new, on=date(2026, 11, 1), by=None)

    assert submitted(report_of("social_care", conference), by=new).state == "submitted"


def test_a_report_on_paper_is_recorded_by_the_unit():
    report = report_of()
    practitioner = report.invitation.practitioner
    practitioner.user = None
    practitioner.save()

    report = perform(
        Report.objects.get(pk=report.pk),
        "receive",
        by=UserFactory(role=Role.UNIT_OFFICER),
        received_on=FRIDAY,
        paper_note="Scanned to the case file.",
        today=FRIDAY,
    )

    assert (report.state, report.submitted_on) == ("submitted", FRIDAY)


def test_an_author_with_an_account_submits_there():
    with pytest.raises(Refused, match="has an account"):
        perform(
            report_of(),
            "receive",
            by=UserFactory(role=Role.UNIT_OFFICER),
            received_on=FRIDAY,
            paper_note="",
            today=FRIDAY,
        )


def test_a_reminder_names_no_child_and_goes_once_a_day():
    report, officer = report_of(), UserFactory(role=Role.UNIT_OFFICER)
    Letter.objects.all().delete()

    chase(report, by=officer, on=MONDAY)
    with pytest.raises(Refused, match="sent today already"):
        chase(report, by=officer, on=MONDAY)
    chase(report, by=officer, on=date(2026, 11, 24))

    texts = [letter.text for letter in Letter.objects.all()]
    assert len(texts) == 2
    assert not any("Demo" in text for text in texts)


def test_what_is_in_is_not_chased():
    with pytest.raises(Refused, match="nothing to chase"):
        chase(submitted(report_of()), by=UserFactory(role=Role.UNIT_OFFICER), on=MONDAY)


def test_a_report_not_needed_after_all_is_cancelled_once():
    report, officer = report_of(), UserFactory(role=Role.UNIT_OFFICER)
    perform(report, "cancel", by=officer, cancelled_on=MONDAY)

    with pytest.raises(AlreadyMoved, match="no longer needed"):
        perform(report, "cancel", by=officer, cancelled_on=MONDAY)


def test_a_partner_sees_the_own_report_alone():
    conference = conference_at("convened")
    police = report_of("police", conference)

    assert list(Report.objects.visible_to(author_of(police))) == [police]
    lead = conference.concerned_children()[0].lead_professional
    assert Report.objects.visible_to(lead).count() == 4
