"""Telling what an uploaded file is, and refusing what is not on the list."""

import email
import email.policy
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

import puremagic

from cpms.documents.attachments.content import archives, names, pictures
from cpms.documents.attachments.content.refusal import NotAcceptable

ZIP = b"PK\x03\x04"
# The harmless file by which virus scanners are tried: refused also where none is installed.
TEST_VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
PDF_ACTS = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")
END_OF_PDF = 2048
DEEPEST_EMAIL = 3
LISTED = "PDF, Word (.docx), Excel (.xlsx), JPEG, PNG, text (.txt) or e-mail (.eml)"


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its name and content as they are kept, and its type."""

    name: str
    media_type: str
    content: bytes


def _pdf(content: bytes, _ending: str) -> bytes:
    if not content.startswith(b"%PDF-1.") and not content.startswith(b"%PDF-2."):
        raise NotAcceptable(_is_rather(content, "pdf"))
    if b"%%EOF" not in content[-END_OF_PDF:] or ZIP in content[-END_OF_PDF:]:
        raise NotAcceptable("The PDF is damaged: its end is missing, or something follows it.")
    if any(act in content for act in PDF_ACTS):
        raise NotAcceptable(
            "The PDF holds programs, forms that act or other files. Print it to a new PDF, "
            "then add that."
        )
    return content


def _archive(content: bytes, ending: str) -> bytes:
    if not content.startswith(ZIP):
        raise NotAcceptable(_is_rather(content, ending))
    archives.check(content, ending)
    return content


def _jpeg(content: bytes, _ending: str) -> bytes:
    if not content.startswith(b"\xff\xd8\xff"):
        raise NotAcceptable(_is_rather(content, "jpg"))
    return pictures.redrawn(content, "jpeg")


def _png(content: bytes, _ending: str) -> bytes:
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise NotAcceptable(_is_rather(content, "png"))
    return pictures.redrawn(content, "png")


def _text(content: bytes, ending: str) -> bytes:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"\0" in content or start.startswith(MARKUP):
        raise NotAcceptable(_is_rather(content, ending))
    return content


def _email(content: bytes, ending: str, depth: int = 1) -> bytes:
    """An e-mail with its headers; each file that it carries must be acceptable by itself."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    if b"\0" in content or not (message["From"] and message["Date"]):
        raise NotAcceptable(_is_rather(content, ending))
    for part in message.walk():
        name = part.get_filename()
        if name is not None:
            _check_carried(part, str(name), depth)
    return content


def _check_carried(part: EmailMessage, name: str, depth: int) -> None:
    carried = part.get_payload(decode=True)
    ending = names.ending_of(names.clean(name))
    if depth >= DEEPEST_EMAIL or not isinstance(carried, bytes):
        raise NotAcceptable("The e-mail carries another one. Save that one apart and add it.")
    try:
        if ending == "eml":
            _email(carried, ending, depth + 1)
        else:
            inspect(name, carried)
    except NotAcceptable as refusal:
        raise NotAcceptable(f"A file in the e-mail cannot be taken. {refusal}") from None


@dataclass(frozen=True)
class _Kind:
    media_type: str
    check: Callable[[bytes, str], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    "pdf": _Kind("application/pdf", _pdf),
    "docx": _Kind(f"{_OFFICE}wordprocessingml.document", _archive),
    "xlsx": _Kind(f"{_OFFICE}spreadsheetml.sheet", _archive),
    "jpg": _Kind("image/jpeg", _jpeg),
    "jpeg": _Kind("image/jpeg", _jpeg),
    "png": _Kind("image/png", _png),
    "txt": _Kind("text/plain", _text),
    "eml": _Kind("message/rfc822", _email),
}
ENDINGS = tuple(_KINDS)


def inspect(name: str, content: bytes) -> Checked:
    """Return the file as it may be kept; NotAcceptable says why it may not be."""
    if "\0" in name:
        raise NotAcceptable("The file's name holds signs that no name holds. Rename it.")
    cleaned = names.clean(name)
    ending = names.ending_of(cleaned)
    kind = _KINDS.get(ending)
    if kind is None:
        raise NotAcceptable(f"The file must be one of: {LISTED}.")
    if not content:
        raise NotAcceptable("The file is empty.")
    if TEST_VIRUS in content:
        raise NotAcceptable("The file holds a virus. It was not kept.")
    return Checked(cleaned, kind.media_type, kind.check(content, ending))


def _is_rather(content: bytes, ending: str) -> str:
    """Say that the content is not what the name says, and what it seems to be."""
    try:
        seems = puremagic.from_string(content[:4096]).lstrip(".")
    except (puremagic.PureError, ValueError):
        seems = ""
    but = f", but that of a .{seems} file" if seems and seems != ending else ""
    return f"The name ends in .{ending}, and the content is not that of such a file{but}."
