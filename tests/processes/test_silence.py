"""Neither logs nor error pages nor the broker hold what a record says (A16, A17)."""

import inspect
import io
import logging
import logging.config

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.template import TemplateDoesNotExist
from django.test import Client, override_settings
from django.urls import path

from cpms.logs import logging_settings

CANARY = "CNRY-Niamh"


class OfItsOwnError(Exception):
    """An error that the product or a library has made up."""


def nested():
    try:
        raise KeyError(CANARY)
    except KeyError as error:
        raise ValueError(f"no {CANARY} here") from error


def unicode_trouble():
    (CANARY + "é").encode("ascii")


RAISED = {
    **{
        kind.__name__: kind(f"{CANARY} went wrong")
        for kind in (
            ValueError, KeyError, TypeError, IndexError, RuntimeError, LookupError, OSError,
            AssertionError, ArithmeticError, ZeroDivisionError, OverflowError, PermissionError,
            FileNotFoundError, StopIteration, NotImplementedError, RecursionError, EOFError,
            BufferError, TimeoutError, MemoryError, ReferenceError, SyntaxError, UnicodeError,
            ObjectDoesNotExist, DataError, OfItsOwnError,
        )
    },
    "validation": ValidationError({"name": [CANARY]}),
    "integrity": IntegrityError(f"duplicate key\nDETAIL:  Key (name)=({CANARY}) already exists."),
    "group": ExceptionGroup(CANARY, [ValueError(CANARY)]),
    "nested": nested,
    "unicode": unicode_trouble,
}  # fmt: skip


def fail(request, kind):
    """A view that fails with a child's name in its hands."""
    name, body = CANARY, request.body
    error = RAISED[kind]
    if callable(error):
        error()
    raise error from (ValueError(name) if body else None)


fail.login_required = False
urlpatterns = [path("fail/<kind>/", fail)]
handler500 = "cpms.outages.server_error"


@pytest.fixture
def written():
    """What the log's own handler writes."""
    settings = logging_settings(as_json=True, level="DEBUG")
    into = io.StringIO()
    handler = logging.StreamHandler(into)
    handler.setFormatter(
        logging.config.DictConfigurator(settings).configure_formatter(
            settings["formatters"]["cpms"]
        )
    )
    logging.getLogger().addHandler(handler)
    yield into.getvalue
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("kind", RAISED)
@override_settings(ROOT_URLCONF=__name__)
def test_a_failing_page_tells_nothing_but_a_number(kind, written):
    client = Client(raise_request_exception=False)

    answer = client.post(f"/fail/{kind}/?q={CANARY}", {"name": CANARY})

    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    number = answer["X-Request-ID"]
    assert number in answer.content.decode()
    assert number in written()
    assert CANARY not in written()
    assert "in fail" in written()  # the place is told


def test_there_are_thirty_of_them():
    assert len(RAISED) >= 30


@pytest.mark.parametrize(
    "error", [OperationalError("connection refused"), TemplateDoesNotExist("x.html")]
)
def test_what_is_about_the_program_alone_is_told_in_words(error, written):
    logging.getLogger("cpms").error("failed", exc_info=error)

    assert str(error) in written()


@pytest.mark.parametrize("kind", ["ValueError", "nested"])
def test_a_failing_task_tells_nothing_of_its_error_s_words(kind, written):
    try:
        _raise(RAISED[kind])
    except Exception as error:  # as celery.app.trace says it
        about = {"name": "cpms.tasks.x", "id": "1", "description": "raised unexpected"}
        logging.getLogger("celery.app.trace").error(
            "Task %(name)s[%(id)s] %(description)s: %(exc)s",
            about | {"exc": repr(error)},
            exc_info=(type(error), error, error.__traceback__),
        )

    assert "raised unexpected: " in written()
    assert CANARY not in written()


def _raise(error):
    if callable(error):
        error()
    raise error


def test_no_task_takes_anything_but_numbers_of_records():
    from cpms.celery import app

    app.loader.import_default_modules()
    ours = {
        name: task for name, task in app.tasks.items() if not name.startswith(("celery.", "tests."))
    }
    taken = {
        f"{name}({parameter.name})"
        for name, task in ours.items()
        for parameter in inspect.signature(task.run).parameters.values()
        if not (parameter.name.endswith("_id") and parameter.annotation in {int, "int"})
    }

    assert len(ours) > 5
    assert taken == set()
