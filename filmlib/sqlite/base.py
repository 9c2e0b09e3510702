"""The database backend `filmlib.sqlite`: Django's own, whose writers queue for their turn."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from filmlib.sqlite.queue import Turn, turn_at

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite lets one connection write. Its own waiters poll, the longer the more rarely, so that
    newcomers pass by those who have waited: under load some never got in. Here a transaction, and
    a sentence that writes outside of one, first take their turn at a file beside the database, and
    then find the lock free.

    Programs that know nothing of the queue still wait by polling. A database in memory has none.
    """

    _door: Path | None = None
    _turn: Turn | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._execute)

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        file = connection.execute("PRAGMA database_list").fetchone()[2]
        self._door = Path(f"{file}-queue") if file else None
        return connection

    def _execute(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if not (self.autocommit and sql.startswith(WRITES)):
            return execute(sql, params, many, context)
        self._take_turn()
        try:
            return execute(sql, params, many, context)
        finally:
            self._end_turn()

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()  # if the commit failed, the rollback that follows ends it

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        self._end_turn()
        self.ensure_connection()
        if not self._door:
            return
        # As long as it would wait for the lock: some will not wait at all.
        milliseconds = self.connection.execute("PRAGMA busy_timeout").fetchone()[0]
        try:
            self._turn = turn_at(self._door, milliseconds / 1000)
        except TimeoutError as error:
            raise OperationalError("database is locked by those who write before") from error

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn:
            turn.end()
