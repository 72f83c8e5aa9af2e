"""A list handed out as a file, of which no spreadsheet runs a cell (threat A13).

What begins like a formula gets a mark before it that makes it text; the words stay as they
are. Every file of the service is made here.
"""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO

from django.http import HttpResponse

FORMULA_STARTS = frozenset("=+-@\t\r\n|%")
MARK = "'"
BYTE_ORDER_MARK = "\ufeff"
"""At the head of the file: without it a spreadsheet takes the é of a name for two letters."""


def safe(cell: object) -> object:
    """Return what the file holds for a cell: numbers and days as they are, text as text."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return cell
    text = str(cell)
    return f"{MARK}{text}" if _begins_a_formula(text) else text


def _begins_a_formula(text: str) -> bool:
    """Whether anything that a spreadsheet passes over is followed by the start of a formula."""
    for sign in text:
        if unicodedata.normalize("NFKC", sign) in FORMULA_STARTS:
            return True
        if not (sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}):
            return False
    return False


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a CSV file of this name, to be saved and not shown."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    response = HttpResponse(
        BYTE_ORDER_MARK + written.getvalue(), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
