"""Where an app adds a word to the language of the templates.

An app calls `register_global` or `register_filter` from its `AppConfig.ready`. The template
environment (cpms.templating) stands below the apps and must not know them.
"""

from collections.abc import Callable
from typing import Any

import jinja2

_globals: dict[str, Any] = {}
_filters: dict[str, Callable[..., Any]] = {}
_environments: list[jinja2.Environment] = []


class WordTakenError(ValueError):
    """Two apps claim the same word for different things."""


def _claim(words: dict[str, Any], name: str, meaning: Any) -> None:
    if words.get(name, meaning) is not meaning:
        raise WordTakenError(f"The templates already know “{name}” as something else.")
    words[name] = meaning


def register_global(name: str, value: Any) -> None:
    """Make `name` known to every template."""
    _claim(_globals, name, value)
    for environment in _environments:
        environment.globals[name] = value


def register_filter(name: str, function: Callable[..., Any]) -> None:
    """Make the filter `name` known to every template."""
    _claim(_filters, name, function)
    for environment in _environments:
        environment.filters[name] = function


def registered_globals() -> dict[str, Any]:
    """Return what the apps have registered as globals so far."""
    return dict(_globals)


def registered_filters() -> dict[str, Callable[..., Any]]:
    """Return what the apps have registered as filters so far."""
    return dict(_filters)


def keep_up_to_date(environment: jinja2.Environment) -> None:
    """Let a later registration reach an environment that is already built."""
    _environments.append(environment)
