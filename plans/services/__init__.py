"""What follows from a conference's decision, and what people write into a plan."""

from plans.guards import differs as differs_from_latest
from plans.services.deciding import (
    begin,
    continue_after_review,
    copy_outline,
    end_by_review,
    keep_version,
)
from plans.services.writing import (
    decide_action,
    decide_need,
    report_progress,
    take_out,
    work_on_need,
    write_need,
    write_text,
)

__all__ = [
    "begin",
    "continue_after_review",
    "copy_outline",
    "decide_action",
    "decide_need",
    "differs_from_latest",
    "end_by_review",
    "keep_version",
    "report_progress",
    "take_out",
    "work_on_need",
    "write_need",
    "write_text",
]
