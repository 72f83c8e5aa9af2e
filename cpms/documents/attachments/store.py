"""Where the files lie: a folder of their own, under random names, apart from what is served.

A file is written and on the disk before the row that names it commits, so that no row is
ever without its file; a file without its row is a stray, and swept away.
"""

import contextlib
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

OLDEST_UNFINISHED = 60 * 60  # seconds: no request that writes a file lives so long
PARTIAL = ".part"


class Damaged(Exception):  # noqa: N818 - what was found, and not a fault of the caller
    """The file is missing, or not what was put there."""


def put(content: bytes) -> str:
    """Keep the content and return the random name it has; on the disk before it returns."""
    name = secrets.token_hex(16)
    place = _place(name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = place.with_suffix(PARTIAL)
    try:
        with open(partial, "xb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(place)
        _sync_folder(place.parent)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    return name


def read(name: str, digest: str) -> bytes:
    """Return the content, if it still is what was put there."""
    try:
        content = _place(name).read_bytes()
    except OSError:
        raise Damaged from None
    if digest_of(content) != digest:
        raise Damaged
    return content


def remove(name: str) -> None:
    """Take a file away; one that is gone already is no fault."""
    _place(name).unlink(missing_ok=True)


def digest_of(content: bytes) -> str:
    """Return the checksum by which a file is known again."""
    return hashlib.sha256(content).hexdigest()


def old_files(older_than: float = OLDEST_UNFINISHED) -> Iterator[Path]:
    """Give every file that no running request can still be writing."""
    limit = time.time() - older_than
    for path in sorted(_folder().glob("??/*")):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                yield path


def _folder() -> Path:
    return Path(settings.ATTACHMENTS_DIR)


def _place(name: str) -> Path:
    return _folder() / name[:2] / name


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    """Put the name itself on the disk, not only the content."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
