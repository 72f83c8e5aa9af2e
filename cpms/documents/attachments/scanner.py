"""Asking clamd whether a file is clean, by its INSTREAM command. Optional (CPMS_CLAMD)."""

import socket
import struct
from enum import Enum

from django.conf import settings

PIECE = 64 * 1024
SECONDS = 30


class Verdict(Enum):
    """What the scanner says of a file; UNKNOWN when it could not be asked."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


def is_asked() -> bool:
    """Say whether this installation scans what is uploaded."""
    return bool(settings.CLAMD)


def scan(content: bytes) -> Verdict:
    """Return the scanner's verdict; it is never taken for clean because it does not answer."""
    try:
        with _connection() as link:
            link.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                link.sendall(struct.pack("!L", len(piece)) + piece)
            link.sendall(struct.pack("!L", 0))
            answer = _answer(link)
    except OSError:
        return Verdict.UNKNOWN
    if answer.endswith(b" FOUND"):
        return Verdict.INFECTED
    return Verdict.CLEAN if answer == b"stream: OK" else Verdict.UNKNOWN


def _connection() -> socket.socket:
    where = settings.CLAMD
    if where.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(SECONDS)
        link.connect(where)
        return link
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _answer(link: socket.socket) -> bytes:
    found = b""
    while piece := link.recv(1024):
        found += piece
    return found.strip(b"\0\n ")
