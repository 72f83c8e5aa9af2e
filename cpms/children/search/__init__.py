"""Finding a child by what somebody said of them: sounds, slips and other names included."""

from cpms.children.search.comparing import Comparison, Verdict, compare
from cpms.children.search.finding import Candidate, find, find_by_text, keys_of, likeness
from cpms.children.search.particulars import Particulars, particulars_of

__all__ = [
    "Candidate",
    "Comparison",
    "Particulars",
    "Verdict",
    "compare",
    "find",
    "find_by_text",
    "keys_of",
    "likeness",
    "particulars_of",
]
