"""The service when something it stands on is gone: words for people, none of theirs in the log."""

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from cpms.logs import RequestLog, without_row_contents
from cpms.outages import server_error
from cpms.privacy import LeaveNothingBehind


def answer_to(failure):
    try:
        raise failure
    except type(failure):
        return server_error(RequestFactory().get("/"))


@pytest.mark.parametrize("failure", [OperationalError("no route"), InterfaceError("closed")])
def test_a_lost_database_is_said_to_be_lost_and_to_try_again(failure):
    answer = answer_to(failure)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "Do not wait for this to keep a child safe" in answer.content.decode()


def test_any_other_fault_is_an_error_page_and_no_outage():
    assert answer_to(IntegrityError("twice")).status_code == 500


def test_the_row_a_database_quotes_is_cut_from_the_log():
    told = (
        "Traceback\nNotNullViolation: null value\n"
        "DETAIL:  Failing row contains (1, Niamh, 2019-03-04).\n\n"
        "The above exception was the direct cause of the following exception:\nIntegrityError\n"
        "DETAIL:  Failing row contains (1, Niamh, 2019-03-04)."
    )

    kept = without_row_contents(None, "error", {"exception": told, "event": "failed"})

    assert "Niamh" not in kept["exception"]
    assert "2019" not in kept["exception"]
    assert "NotNullViolation: null value" in kept["exception"]
    assert "The above exception was the direct cause" in kept["exception"]
    assert kept["event"] == "failed"


def test_a_request_without_an_identity_is_given_one():
    answers = [
        RequestLog(lambda _request: HttpResponse())(RequestFactory().get("/")) for _ in range(2)
    ]

    assert len({answer["X-Request-ID"] for answer in answers}) == 2


def test_a_page_that_chose_how_it_may_be_kept_keeps_its_choice():
    chosen = HttpResponse(headers={"Cache-Control": "private, max-age=60"})

    answer = LeaveNothingBehind(lambda _request: chosen)(RequestFactory().get("/"))

    assert answer["Cache-Control"] == "private, max-age=60"


def test_a_page_that_chose_nothing_is_not_stored():
    answer = LeaveNothingBehind(lambda _request: HttpResponse())(RequestFactory().get("/"))

    assert answer["Cache-Control"] == "no-store"
    assert "camera=()" in answer["Permissions-Policy"]
