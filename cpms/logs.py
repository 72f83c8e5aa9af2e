"""What the service writes to its log: one line a request, and never a person's data.

Own middleware rather than django-structlog's: that one logs the query string (where a
searched name stands) and asks the database who is signed in, which must not happen when
the database is what has failed.
"""

import re
import sys
import time
import traceback
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from structlog.typing import EventDict, Processor, WrappedLogger

logger = structlog.get_logger("cpms.requests")

UPSTREAM_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
# PostgreSQL quotes the refused row under DETAIL: names and dates of birth.
ROW_CONTENTS = re.compile(
    r"DETAIL:.*?(?=\nThe above exception|\nDuring handling|\Z)", flags=re.DOTALL
)

# celery: "Task x raised unexpected: ValueError('...')"
RAISED = re.compile(r"(raised (?:un)?expected: )([\w.]+).*", flags=re.DOTALL)
ABOUT_THE_PROGRAM = (
    ImportError,
    AttributeError,
    NameError,
    ImproperlyConfigured,
    OperationalError,
    TemplateDoesNotExist,
    ConnectionError,
)

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def without_row_contents(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Cut from a database error the part that quotes the record itself."""
    for key in ("exception", "event"):
        if isinstance(event.get(key), str):
            event[key] = ROW_CONTENTS.sub("DETAIL: left out, it quotes a record", event[key])
    return event


def without_what_was_said(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Cut from a failed task's line the words of its error: they may quote a record."""
    if isinstance(event.get("event"), str):
        event["event"] = RAISED.sub(r"\1\2", event["event"])
    return event


def stack_alone(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Write an exception as its kinds and the places it came through, without values or words.

    What an error says of itself often quotes what it failed on. The words of a few kinds are
    about the program alone, and kept.
    """
    found = event.pop("exc_info", None)
    error = found if isinstance(found, BaseException) else None
    if found and error is None:
        error = found[1] if isinstance(found, tuple) else sys.exc_info()[1]
    if error is not None:
        event["exception"] = "\n".join(_told(error))
    return event


def _told(error: BaseException) -> Iterator[str]:
    """Tell an error after those that led to it."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
        yield "led to"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
    about_the_program = isinstance(error, ABOUT_THE_PROGRAM)
    words = f": {str(error).splitlines()[0]}" if about_the_program and str(error) else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{words}"


def _renderers(*, as_json: bool) -> list[Processor]:
    last: Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        stack_alone,
        without_what_was_said,
        without_row_contents,
        last,
    ]


def logging_settings(*, as_json: bool, level: str) -> dict[str, Any]:
    """Return Django's LOGGING: every logger, ours and the libraries', in one form."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": _renderers(as_json=as_json),
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"cpms": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "cpms"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # These two repeat in other words what the request's own line says.
            "django.request": {"level": "ERROR"},
            "django.security.csrf": {"level": "ERROR"},
        },
    }


class RequestLog:
    """Give each request an identity, log its path without the query, and its outcome."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; the identity goes back to the browser for the help desk."""
        started = time.perf_counter()
        request_id = self._identity(request)
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            logger.info(
                "request",
                method=request.method,
                path=self._path(request),
                status=response.status_code,
                milliseconds=round((time.perf_counter() - started) * 1000),
                user_id=self._known_user(request),
            )
        response["X-Request-ID"] = request_id
        return response

    @staticmethod
    def _identity(request: HttpRequest) -> str:
        """Return the proxy's request identity when it is a plain one, else a new one."""
        sent = request.headers.get("X-Request-ID", "")
        return sent if UPSTREAM_REQUEST_ID.fullmatch(sent) else uuid.uuid4().hex

    @staticmethod
    def _path(request: HttpRequest) -> str:
        """Return the path; of an address that holds a secret, only how it is made."""
        match = request.resolver_match
        return f"/{match.route}" if match and "token" in match.kwargs else request.path

    @staticmethod
    def _known_user(request: HttpRequest) -> int | None:
        """Return who asked, only if that was looked up already: a log line asks no database."""
        return getattr(getattr(request, "_cached_user", None), "pk", None)
