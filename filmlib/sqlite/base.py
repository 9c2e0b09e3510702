"""The database backend `filmlib.sqlite`: Django's own, whose transactions queue for their turn."""

import sqlite3
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from filmlib.sqlite.queue import Turn, turn_at


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite lets one connection write. Its own waiters poll, the longer the more rarely, so that
    newcomers pass by those who have waited: under load some never got in. Here a transaction
    first takes its turn, at a file beside the database, and then finds the lock free.

    Statements outside of transactions, and programs that know nothing of the queue, still wait by
    polling. A database in memory has no queue.
    """

    _door: Path | None = None
    _turn: Turn | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        file = connection.execute("PRAGMA database_list").fetchone()[2]
        self._door = Path(f"{file}-queue") if file else None
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        self._end_turn()
        self.ensure_connection()
        if self._door:
            # As long as it would wait for the lock: some will not wait at all.
            milliseconds = self.connection.execute("PRAGMA busy_timeout").fetchone()[0]
            try:
                self._turn = turn_at(self._door, milliseconds / 1000)
            except TimeoutError as error:
                raise OperationalError("database is locked by those who write before") from error
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

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn:
            turn.end()
