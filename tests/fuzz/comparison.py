"""Asking both engines, and what came of it."""

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

from graphql import parse, validate

from graphplan import TextResult, to_json
from graphplan.executor import Executor
from graphplan.planner import Planner
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from tests.fuzz.people import Person
from tests.fuzz.questions import Question, Questions


class Difference(AssertionError):
    """A plan did not answer as the reference engine did."""


class NotPlanned(AssertionError):
    """There was an answer, but a plan did not find it."""


class Comparison:
    """Asks everyone's questions of both engines. One planner serves all: what it keeps, it keeps for all."""

    def __init__(self, people: Sequence[Person], seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - to be repeated, not to be secret
        self.questions = Questions(api, self._random)
        self._people = people
        self._reference, self._planner = Executor(api), Planner(api)
        self.asked = self.with_rows = self.with_errors = 0
        self.roles: Counter[str] = Counter()

    def ask(self, times: int) -> None:
        """Ask so many questions, each as all who have a role. Raises `Difference` or `NotPlanned`."""
        while self.asked < times:
            role = self._random.choice(self._people).role
            alike = [person for person in self._people if person.role == role]
            self._random.shuffle(alike)
            others = [person.sees for person in alike if self._random.random() < 0.1]
            question = self.questions.next(others[0] if others else alike[0].sees)
            for person in alike:
                self._compare(person, question)

    def _compare(self, person: Person, question: Question) -> None:
        document = parse(question.text)
        assert not (faults := validate(schema(), document)), (faults, question.text)
        with tenant_scope(person.viewer.tenant_id):
            expected = self._reference.execute(person.viewer, document, question.variables)
            result = self._planner.execute(person.viewer, document, question.variables)
        self.asked += 1
        self.roles[person.role] += 1
        self.with_rows += _has_rows(expected.data)
        if expected.errors:
            self.with_errors += 1
            alike = to_json(_formatted(result)) == to_json(_formatted(expected))
        else:
            alike = isinstance(result, TextResult) and result.text == to_json(expected.data)
        if not alike:
            raise (Difference if isinstance(result, TextResult) else NotPlanned)(
                f"as {person.role}: {question.text} {question.variables}\n"
                f"plan: {to_json(_formatted(result))}\nreference: {to_json(_formatted(expected))}\n"
                f"{dict(self._planner.counts)}"
            )
        self.questions.learn(expected.data)


def _formatted(result: Any) -> Any:
    return result.formatted


def _has_rows(data: Any) -> bool:
    """Whether any root has something: a row, an entry, an edge."""
    return any(map(_holds, (data or {}).values()))


def _holds(value: Any) -> bool:
    if isinstance(value, dict):
        lists = [one for one in value.values() if isinstance(one, list)]
        return bool(value) and (not lists or len(lists) < len(value) or any(lists))
    return bool(value)
