"""The quick door as a WSGI application: what it answers itself, and what it hands to the ordinary one."""

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

from config.database_url import Database
from config.driver import Reader
from graphplan.artefact.loading import Artefact, Prepared, Stale
from graphplan.plans import GaveUp, Refused, Run
from graphplan.plans.run import look
from jumprope.interfaces.graphql.rules import DONE
from jumprope.interfaces.trusted import headers, made_for, reading
from jumprope.interfaces.trusted.asking import Nobody, Permission, WhoAsks, who_asks
from jumprope.interfaces.trusted.reading import Asked, Environ
from jumprope.kit import clock

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

log = logging.getLogger(__name__)


MOST_ROLES = 1_000
"""Of one account, as read here. Who holds as many is answered by the ordinary door."""


def opened(folder: Path, database: Database) -> Artefact:
    """The compiled documents of a folder. Raises `UnusableDocuments`."""
    here = made_for.here(database)
    with suppress(Stale, FileNotFoundError):
        return Artefact(folder, here)
    try:  # again: they may have been replaced between one file and the next
        return Artefact(folder, here)
    except (Stale, FileNotFoundError) as fault:
        sentence = str(fault) if isinstance(fault, Stale) else f"There are no compiled documents in {folder}."
        raise UnusableDocuments(f"{sentence} Make them anew: jumprope compile-documents.") from None


class UnusableDocuments(ImproperlyConfigured):
    """The documents were compiled for something else than what is here, or not at all."""


Application = Callable[[Callable[[], Prepared], WhoAsks, dict[str, Any]], bytes]
"""Answers a document whose plans call the application's functions: `application.answered`."""


class Door:
    """Answers documents of the artefact by their plans, and has all else answered by the ordinary door.

    That one is made by `ordinary` when it is first needed: it takes two seconds. Plans that call the
    application's functions are run by what `application` makes then, which takes half a one. What this door
    cannot finish, the ordinary one begins anew, but for commands: what was done is not done again.
    """

    def __init__(
        self,
        plans: Artefact,
        connect: Callable[[], Reader],
        *,
        application: Callable[[], Application],
        ordinary: "Callable[[], WSGIApplication]",
    ) -> None:
        self._plans, self._connect = plans, connect
        self._make_application, self._make_ordinary = application, ordinary
        self._permissions = [Permission.of(*granted) for granted in plans.more["PERMISSIONS"].items()]
        self._threads = threading.local()

    def __call__(self, environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        asked, done = reading.asked(environ), dict[str, Any]()
        data = self._data(asked, done) if asked else None
        if asked is None or data is None:
            return self._ordinary({**environ, DONE: done}, start_response)
        answer = b'{"data":%b}' % data
        start_response(
            "200 OK", headers.of_answer(asked.media, len(answer), secure=reading.is_secure(environ))
        )
        return [answer]

    @cached_property
    def _application(self) -> Application:
        return self._make_application()

    @cached_property
    def _ordinary(self) -> "WSGIApplication":
        return self._make_ordinary()

    def _data(self, asked: Asked, done: dict[str, Any]) -> bytes | None:
        """The data, if a plan has it for whoever asks."""
        if not self._plans.knows(asked.document_id):
            return None
        try:
            return self._planned(asked, done)
        except Refused:  # whoever asks is told by the ordinary door
            return None
        except Exception as fault:
            # The message of another exception may hold what stands in a row.
            said = str(fault) if isinstance(fault, GaveUp) else type(fault).__name__
            log.warning("a plan gave up: %s; document %s", said, asked.document_id)
            self._forget_reader_after(fault)
            return None

    def _planned(self, asked: Asked, done: dict[str, Any]) -> bytes | None:
        """The data as one snapshot has it; None if nobody is signed in for certain."""
        reader, now = self._reader(), clock.now()
        runs_alone = self._plans.runs_alone(asked.document_id)

        with reader as driver:
            nobody, given = Run(Nobody(), {}, MOST_ROLES, driver), {"session_key": asked.session, "now": now}
            rows = look(nobody, self._plans.more["WHO_ASKS"], MOST_ROLES, given)
            who = who_asks(rows, now, self._permissions)
            if who is None or len(rows) == MOST_ROLES:
                return None
            prepare = partial(self._plans.prepared, asked.document_id, asked.variables, who.shape)
            if runs_alone:
                alone = prepare()
                assert alone.plan.query is not None  # noqa: S101 - commands are the application's
                return alone.plan.query(Run(who.asker, alone.variables, alone.rows, driver))
        return self._application(prepare, who, done)

    def _reader(self) -> Reader:
        """This thread's connection."""
        if not hasattr(self._threads, "reader"):
            self._threads.reader = self._connect()
        reader: Reader = self._threads.reader
        return reader

    def _forget_reader_after(self, fault: Exception) -> None:
        """Let the next request of this thread connect anew, if it was the driver that raised this."""
        reader: Reader | None = vars(self._threads).get("reader")
        if reader is not None and isinstance(fault, reader.Fault):
            del self._threads.reader
            with suppress(Exception):
                reader.close()
