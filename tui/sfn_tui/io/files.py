"""Files, written completely or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

PathLike = str | os.PathLike[str]


class Fingerprint(NamedTuple):
    """What distinguishes two versions of a file without reading them."""

    modified: int
    """In nanoseconds."""
    size: int
    inode: int


class Existing(NamedTuple):
    """A file that already exists, for a question about it."""

    size: int
    modified: float
    """Seconds since 1970."""


def write_atomically(path: PathLike, content: str | bytes, *, overwrite: bool) -> None:
    """Write text (as UTF-8) or bytes to the file at `path`, all of it or nothing.

    An existing file keeps its mode, and a link stays a link. Raises `FileExistsError` if the file exists
    and `overwrite` is False, and any other `OSError` if it cannot be written.
    """
    name = os.fspath(path)
    if "\0" in name or not name:
        raise OSError(errno.EINVAL, "not a valid file name", name)
    try:
        target = os.path.realpath(name)
        present = _status(target)
    except UnicodeEncodeError:
        raise OSError(errno.EINVAL, "not a valid file name", name) from None
    _check(present, target, overwrite)
    # Half of a surrogate pair has no UTF-8. Written as \ud800 it stays the same to JSON.
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    with _temporary(os.path.dirname(target), data, present) as temporary:
        if overwrite:
            os.replace(temporary, target)
        else:
            _put_new(temporary, target)
    _keep_folder(os.path.dirname(target))


def fingerprint(path: PathLike) -> Fingerprint | None:
    """Return the fingerprint of the file at `path`, or None if there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return Fingerprint(found.st_mtime_ns, found.st_size, found.st_ino)


def existing(path: PathLike) -> Existing | None:
    """Return size and date of the file at `path`, or None if there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return Existing(found.st_size, found.st_mtime)


def _status(target: str) -> os.stat_result | None:
    try:
        return os.stat(target)
    except FileNotFoundError:
        return None


def _check(present: os.stat_result | None, target: str, overwrite: bool) -> None:
    if present is None:
        return
    if stat.S_ISDIR(present.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), target)
    if not overwrite:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target)
    if not stat.S_ISREG(present.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", target)
    # Replacing needs no permission on the file itself; one that is read-only is meant to stay.
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target)


@contextmanager
def _temporary(folder: str, data: bytes, like: os.stat_result | None) -> Iterator[str]:
    """Write `data` to a file next to the target, and leave nothing behind whatever happens."""
    path = os.path.join(folder, f".sfn-explore-{os.urandom(6).hex()}.tmp")
    # Opened by hand, so that the umask gives a new file its mode, as for any other program.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if like is not None:
                _take_over(path, like)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield path
    finally:
        with suppress(FileNotFoundError):
            os.unlink(path)


def _take_over(path: str, like: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with suppress(OSError):  # only root may give a file away
            os.chown(path, like.st_uid, like.st_gid)
    os.chmod(path, stat.S_IMODE(like.st_mode))


def _put_new(temporary: str, target: str) -> None:
    """Move the file to a path where none exists, even if one is created there at the same moment."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):
        # A file system without hard links: the moment between check and move has to be risked.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from None
        os.replace(temporary, target)


def _keep_folder(folder: str) -> None:
    """Flush the folder's new entry to the disk too, if the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
