"""Narrowing a list of children to what was typed: names, other names, a day, a case number.

Word for word, so that pages and counts stay exact; who is found by sound or slip instead is
offered beside the list (cpms.children.search).
"""

import re
from datetime import date

from django.db.models import Q

from cpms.children.models import Alias
from cpms.children.models.child import ChildQuerySet

_DAY = re.compile(r"(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def matching(children: ChildQuerySet, text: str) -> ChildQuerySet:
    """Return the children to whom every word of the text applies."""
    day, rest = day_in(text)
    if day is not None:
        children = children.filter(Q(date_of_birth=day) | Q(expected_on=day))
    for word in rest.split():
        called = Alias.objects.filter(name__icontains=word).values("child")
        children = children.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(case_number__istartswith=word)
            | Q(pk__in=called)
        )
    return children


def day_in(text: str) -> tuple[date | None, str]:
    """Return the day written in the text, as 3/5/2019 or 2019-05-03, and the rest of it."""
    if match := _ISO_DAY.search(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY.search(text):
        day, month, year = (int(part) for part in match.groups())
    else:
        return None, text
    try:
        found = date(year, month, day)
    except ValueError:
        return None, text
    return found, text.replace(match.group(), " ")
