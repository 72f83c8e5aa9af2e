"""Rules as managers group them, and what each is called."""

from functools import cache

from cpms.timescales.packs import all_packs

KINDS = (
    ("Strategy, section 47", ("strategy-",)),
    (
        "Conferences",
        ("initial-conf", "pre-birth", "first-review", "next-review", "deferred", "split-"),
    ),
    ("Reports due in", ("conference-report", "core-group-report")),
    (
        "Letters and minutes",
        ("conference-decision", "conference-minutes", "core-group-minutes", "minutes-"),
    ),
    ("Core groups", ("first-core-group", "next-core-group", "pre-review")),
    ("Plans", ("plan-", "action-plan", "child-in-need")),
    ("Visits", ("child-seen", "no-access", "resistance-")),
    ("Moves and missing", ("transfer-", "missing-", "change-of-address")),
)
OTHER = "Other"


def kind_of(code: str) -> str:
    """Return the kind that a rule belongs to: exactly one."""
    return next((kind for kind, starts in KINDS if code.startswith(starts)), OTHER)


def kinds() -> list[str]:
    """Return the kinds that the packs have rules of, as they are listed."""
    named = [kind for kind, _ in KINDS]
    return [*named, OTHER] if OTHER in {kind_of(code) for code in titles()} else named


def codes_of(kind: str) -> list[str]:
    """Return the codes of the rules of a kind."""
    return [code for code in titles() if kind_of(code) == kind]


@cache
def titles() -> dict[str, str]:
    """Return what each rule of any pack is called, in the order of the packs."""
    found: dict[str, str] = {}
    for pack in all_packs().values():
        for edition in reversed(pack.editions):
            for rule in edition.timescales:
                found.setdefault(rule.code, rule.title)
    return found


def title_of(code: str) -> str:
    """Return what a rule is called; a rule that no pack has any more, by its code."""
    return titles().get(code, code)
