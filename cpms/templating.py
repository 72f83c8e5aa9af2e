"""The Jinja2 environment every page is drawn in (settings, TEMPLATES)."""

from collections.abc import Mapping
from typing import Any

import jinja2
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2.utils import missing

from cpms.design import formats, templating
from cpms.design.forms.summary import error_summary, has_errors

# What the design system's macros write for "left out", as in the language they come from.
LEFT_OUT = {"undefined", "null"}


class CarefulUndefined(jinja2.StrictUndefined):
    """A name that is missing stops the page; a key that a mapping lacks is merely empty.

    A page that misspells a variable must fail in its first test. The design system's macros,
    though, are called with one mapping of parameters of which most are left out.
    """

    def __new__(  # type: ignore[misc]
        cls, hint: str | None = None, obj: Any = missing, name: Any = None, *rest: Any
    ) -> jinja2.Undefined:
        if hint or isinstance(obj, Mapping | jinja2.Undefined) or name in LEFT_OUT:
            return jinja2.Undefined(hint, obj, name, *rest)
        return super().__new__(cls)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of the named page."""
    return reverse(name, args=args, kwargs=kwargs)


def environment(**options: Any) -> jinja2.Environment:
    """Build the environment: our templates first, the design system's macros beside them."""
    loader = options.pop("loader")
    options["undefined"] = CarefulUndefined
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [
                loader,
                jinja2.PrefixLoader(
                    {"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}
                ),
            ]
        ),
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    made.globals.update(
        static=static,
        url=url,
        error_summary=error_summary,
        has_errors=has_errors,
        partnership_name=settings.PARTNERSHIP_NAME,
    )
    made.filters.update(
        day=formats.day,
        day_long=formats.day_long,
        day_short=formats.day_short,
        moment=formats.moment,
        clock=formats.clock,
        plural=formats.plural,
    )
    made.globals.update(templating.registered_globals())
    made.filters.update(templating.registered_filters())
    templating.keep_up_to_date(made)
    return made
