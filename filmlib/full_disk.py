"""Whether something failed for want of room: on a disk of files, or on the database's."""

import errno
import sqlite3

import psycopg

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def is_full(error: BaseException | None) -> bool:
    """Asked of an error, or of what it came from: Django wraps what a database says."""
    if error is None:
        return False
    return _says_so(error) or is_full(error.__cause__ or error.__context__)


def _says_so(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    return isinstance(error, psycopg.errors.DiskFull)
