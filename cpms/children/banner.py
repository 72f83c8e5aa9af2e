"""The banner above every page about a child: who it is, what must not be forgotten, who leads.

Later stages add to it from `AppConfig.ready`: a plan adds its tag, a page of its own adds an
entry to the child's pages. The banner asks them; it does not know them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join

from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.design.formats import day

Tag = dict[str, str]
TagSource = Callable[[Child, date], list[Tag]]


@dataclass(frozen=True)
class PageOfChild:
    """One of the pages of a child, for those who may open it."""

    text: str
    url_name: str
    order: int
    permits: Callable[[User], bool]


_TAGS: list[TagSource] = []
_PAGES: dict[str, PageOfChild] = {}


def register_tag(source: TagSource) -> None:
    """Let an app say something of a child in its banner."""
    if source not in _TAGS:
        _TAGS.append(source)


def register_page(
    text: str, url_name: str, *, order: int, permits: Callable[[User], bool] = lambda user: True
) -> None:
    """Add a page to those of a child; its address takes the child's number."""
    _PAGES[url_name] = PageOfChild(text, url_name, order, permits)


def banner_of(child: Child, user: User, today: date, current: str = "") -> dict[str, Any]:
    """Return what the banner shows, for `components/banner.html`."""
    return {
        "name": child.name,
        "line": line_of(child),
        "tags": [tag for source in (_needs, *_TAGS) for tag in source(child, today)],
        "who": _who(child, user, today),
        "pages": _pages(child, user, current),
        "label": "Child",
        "pages_label": "This child",
        "href": "" if current == "child" else reverse("child", args=[child.pk]),
    }


def line_of(child: Child) -> str:
    """Return age or expected day, case number and other names, in one line."""
    known = ", ".join(f"“{alias.name}”" for alias in child.aliases.all())
    born = (
        f"born {day(child.date_of_birth)}"
        if child.date_of_birth
        else f"expected {day(child.expected_on)}"
    )
    parts = [born, f"case {child.case_number}", f"known as {known}" if known else ""]
    return " · ".join(part for part in parts if part)


def _needs(child: Child, today: date) -> list[Tag]:
    tags = []
    if child.is_interpreter_needed:
        tags.append({"state": "plain", "words": f"Interpreter: {child.language}"})
    if any(address.is_confidential for address in child.addresses.all()):
        tags.append({"state": "plain", "words": "Address confidential", "mark": "lock"})
    if child.state == Child.State.CLOSED:
        tags.append({"state": "plain", "words": "Case closed"})
    return tags


def _who(child: Child, user: User, today: date) -> list[tuple[str, Any]]:
    lead = child.lead_professional
    led = format_html("{}, {}", lead.name, lead.telephone) if lead else "not allocated yet"
    who: list[tuple[str, Any]] = [("Lead professional", led)]
    siblings = child.siblings().visible_to(user, today)
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((sibling.get_absolute_url(), sibling.given_name or sibling.name) for sibling in siblings),
    )
    return [*who, ("Siblings", links)] if links else who


def _pages(child: Child, user: User, current: str) -> list[dict[str, Any]]:
    pages = sorted(_PAGES.values(), key=lambda page: page.order)
    return [
        {"href": href, "text": page.text, "is_current": page.url_name == current}
        for page in pages
        if page.permits(user) and (href := _address(page, child))
    ]


def _address(page: PageOfChild, child: Child) -> str:
    try:
        return reverse(page.url_name, args=[child.pk])
    except NoReverseMatch:
        return ""
