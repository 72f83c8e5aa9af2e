"""Word and Excel files: archives that must unpack to little, and run nothing."""

import io
import re
import zipfile

from cpms.documents.attachments.content.refusal import NotAcceptable

MOST_MEMBERS = 3_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_TIMES_LARGER = 200  # a member that shrinks more than this was made to be unpacked
SMALL = 1024 * 1024
PIECE = 64 * 1024

RUNS_SOMETHING = re.compile(
    r"(vbaproject|vbadata|activex|oleobject|macrosheets|/customui)|\.(bin|exe|dll|js|vbs|docm"
    r"|xlsm|dotm|pptm|zip|jar|html?|hta|lnk|scr)$",
    re.IGNORECASE,
)
# Sheets keep the printer's settings in such a file; it holds a device's name and nothing runs.
PRINTER = re.compile(r"^xl/printersettings/[^/]+\.bin$", re.IGNORECASE)
FETCHES_SOMETHING = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath|image)[\"'])",
    re.IGNORECASE,
)
STARTS_A_PROGRAM = re.compile(rb"\bDDE(AUTO)?\b|ddeLink", re.IGNORECASE)
MAIN_PART = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
}
CONTENTS = "[Content_Types].xml"
PROTECTED = "The file is protected by a password. Save it without one, then add it again."
TOO_LARGE = "Unpacked, this file would be far larger than it looks. It cannot be added."
MACROS = (
    "The file holds macros, embedded programs or links that are fetched when it is opened. "
    "Save it without them, or as a PDF, then add it again."
)


def check(content: bytes, ending: str) -> None:
    """Refuse what is not plainly a document of this ending, or would do more than be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_sizes(members)
            _check_kind(archive, members, ending)
            for member in members:
                _check_member(archive, member)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, KeyError, ValueError):
        raise NotAcceptable("The file is damaged: it cannot be unpacked.") from None


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise NotAcceptable(TOO_LARGE)
    for one in members:
        if one.file_size > max(SMALL, one.compress_size * MOST_TIMES_LARGER):
            raise NotAcceptable(TOO_LARGE)
        if one.flag_bits & 1:
            raise NotAcceptable(PROTECTED)


def _check_kind(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], ending: str) -> None:
    names = [one.filename for one in members]
    if len(names) != len(set(names)) or CONTENTS not in names:
        raise NotAcceptable(f"The content is not that of a .{ending} file.")
    contents = archive.read(CONTENTS)
    if b"macroEnabled" in contents:
        raise NotAcceptable(MACROS)
    if MAIN_PART[ending] not in contents:
        raise NotAcceptable(f"The content is not that of a .{ending} file.")


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack one member, counting; what it declares about itself is not believed."""
    name = member.filename
    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
        raise NotAcceptable("The file names places outside itself. It cannot be added.")
    if RUNS_SOMETHING.search(name) and not PRINTER.search(name):
        raise NotAcceptable(MACROS)
    text = _unpacked(archive, member)
    if name.endswith(".rels") and FETCHES_SOMETHING.search(text):
        raise NotAcceptable(MACROS)
    if name.endswith(".xml") and STARTS_A_PROGRAM.search(_without_words(text)):
        raise NotAcceptable(MACROS)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a text part's content; of anything else only that it unpacks as it says."""
    keeps = member.filename.endswith((".rels", ".xml"))
    found, size = [], 0
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > member.file_size:
                raise NotAcceptable(TOO_LARGE)
            if keeps:
                found.append(piece)
    return b"".join(found)


def _without_words(text: bytes) -> bytes:
    """Return the field codes and formulas of a part: what people wrote may say anything."""
    return b" ".join(
        re.findall(rb"<(?:w:instrText|f|ddeLink)\b[^>]*>[^<]*|w:instr=\"[^\"]*\"", text)
    )
