"""Documents drawn at random and compiled, and the same requests for them to both doors."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings

from config.database_url import Database
from graphplan.artefact.writing import Source
from jumprope.interfaces.graphql import documents
from jumprope.interfaces.trusted import checking, compiling
from jumprope.kit.graphql import api
from tests.doors.visitors import Answered, a_request, asked
from tests.fuzz.comparison import has_rows
from tests.fuzz.people import Person
from tests.fuzz.questions import Question, Questions
from tests.fuzz.values import amiss

Quick = Callable[[Path, Sequence[Mapping[str, Any]]], list[Answered | None]]
"""What the quick door answers requests itself, for the compiled documents of a folder."""

ROLES = 3
"""How many roles documents are compiled for and asked by at once: of a plan for others nobody would learn."""

SWITCHES = 2
"""How many variables of a document decide what stands in it: each doubles its plans."""


class DoorsDiffer(AssertionError):
    """The quick door answered, and not as the ordinary one does."""


class NotByPlan(AssertionError):
    """There was an answer, a plan that nothing hindered, and the ordinary door was asked all the same."""


@dataclass(frozen=True)
class Visit:
    """A request. `is_plain`: with the variables that the document was drawn with."""

    role: str
    document: Source
    variables: Mapping[str, Any]
    session: str
    is_plain: bool

    def request(self) -> Any:
        """As a web server hands it over."""
        return a_request(self.document.id, self.session, self.variables, HTTP_HOST="localhost")


class Trusted:
    """Has random documents compiled, and puts the same requests for them to both doors.

    `people` are those who ask, by the keys of their sessions; `folder` is for what is compiled, so many
    `documents` at once. `by_plans` counts what the quick door answered itself of all that was `asked`: of
    that, `with_rows` what shows any, and `amiss_by_plans` what had a mistake in its variables.
    """

    def __init__(
        self,
        people: Mapping[str, Person],
        seed: int,
        folder: Path,
        database: Database,
        quick: Quick,
        *,
        documents: int,
    ) -> None:
        self._random = Random(seed)  # noqa: S311 - to be repeated, not to be secret
        self._questions = Questions(api, self._random, switches=SWITCHES)
        self._people, self._folder, self._documents = people, folder, documents
        self._database, self._quick = database, quick
        self.asked = self.by_plans = self.with_rows = self.amiss_by_plans = self.errors = 0
        self.hindrances: Counter[str] = Counter()
        self.roles: Counter[str] = Counter(dict.fromkeys((one.role for one in people.values()), 0))

    def ask(self, times: int) -> None:
        """Ask at least so many questions. Raises `DoorsDiffer` or `NotByPlan`."""
        while self.asked < times:
            rarest = sorted(self.roles, key=lambda role: (self.roles[role], self._random.random()))[:ROLES]
            people = {key: person for key, person in self._people.items() if person.role in rarest}
            self._ask(people)

    def _ask(self, people: Mapping[str, Person]) -> None:
        """Compile some documents, and have them asked by these people."""
        drawn = [self._drawn(people) for _ in range(self._documents)]
        folder = self._folder / str(self.asked)
        sources, hindered = self._compiled([question.text for question in drawn], people, folder)
        self.hindrances.update(hindered.values())
        visits = [
            visit
            for question, source in zip(drawn, sources, strict=True)
            for visit in self._visits(question, source, people)
        ]
        with ordinary_door(folder) as ordinary:
            expected = [ordinary(visit) for visit in visits]
            found = self._quick(folder, [visit.request() for visit in visits])
        for visit, one, other in zip(visits, found, expected, strict=True):
            self._compare(visit, one, other, hindered.get(visit.document.name))

    def _drawn(self, people: Mapping[str, Person]) -> Question:
        aims = self._questions.aims()
        about = max(
            people.values(), key=lambda one: (len(one.sees.get(aims[0].kind, ())), self._random.random())
        )
        return self._questions.next(aims, about.sees)

    def _compiled(
        self, texts: Sequence[str], people: Mapping[str, Person], folder: Path
    ) -> tuple[list[Source], dict[str, str]]:
        """The documents, compiled by the command's own code, and what hindered them by their names."""
        written = folder.with_name(f"{folder.name}-written")
        written.mkdir(parents=True)
        for number, text in enumerate(texts):
            (written / f"document{number}.graphql").write_text(text, encoding="utf-8")
        sources, problems = checking.checked(sorted(written.iterdir()))
        assert not problems, problems
        flags = {person.viewer.key for person in people.values()}
        shapes = {shape: one for shape, one in compiling._shapes().items() if one.key in flags}
        assert len(shapes) >= len(flags)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compiling, "_shapes", lambda: shapes)
            files, hindrances = compiling.compiled(sources, self._database)
        compiling.put(files, folder)
        return sources, {one.document: one.what for one in hindrances}

    def _visits(self, question: Question, source: Source, people: Mapping[str, Person]) -> Iterator[Visit]:
        for session, person in people.items():
            yield Visit(person.role, source, question.variables, session, is_plain=True)
            wrong = amiss(question.variables, self._questions.cursor(), self._random)
            yield Visit(person.role, source, wrong, session, is_plain=False)

    def _compare(
        self, visit: Visit, quick: Answered | None, ordinary: Answered, hindered: str | None
    ) -> None:
        self.asked += 1
        self.roles[visit.role] += 1
        is_refused = ordinary.status != "200 OK" or "errors" in ordinary.json
        self.errors += is_refused
        told = f"as {visit.role}: {visit.document.text} {visit.variables}\nordinary: {ordinary}"
        if quick is not None:
            self.by_plans += 1
            self.with_rows += quick.status == "200 OK" and has_rows(quick.json["data"])
            self.amiss_by_plans += not visit.is_plain
            if quick != ordinary:
                raise DoorsDiffer(f"{told}\nquick: {quick}")
        elif visit.is_plain and not is_refused and hindered is None:
            raise NotByPlan(told)
        if not is_refused:
            self._questions.learn(ordinary.json["data"])


@contextmanager
def ordinary_door(folder: Path) -> Iterator[Callable[[Visit], Answered]]:
    """The ordinary door, to which the compiled documents of a folder are known."""
    application = WSGIHandler()
    # A request begins by closing connections that are in the midst of something, as the test's is.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        with override_settings(TRUSTED_DOCUMENTS=folder, ALLOWED_HOSTS=["localhost"]):
            documents.trusted.cache_clear()
            yield lambda visit: asked(application, visit.request())
    finally:
        documents.trusted.cache_clear()
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
