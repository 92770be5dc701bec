"""Asking both engines, and what came of it."""

from collections import Counter
from collections.abc import Collection, Sequence
from random import Random
from typing import Any

from graphql import DocumentNode, parse, validate

from graphplan import TextResult, to_json
from graphplan.executor import Executor
from graphplan.planner import Planner
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from tests.fuzz.people import Person
from tests.fuzz.questions import Question, Questions
from tests.fuzz.ways import Step


class Difference(AssertionError):
    """A plan did not answer as the reference engine did."""


class NotPlanned(AssertionError):
    """There was an answer, but a plan did not find it; or a fault made it give up."""


class Comparison:
    """Asks everyone's questions of both engines. One planner serves all: what it keeps, it keeps for all.

    `among` are the places of the schema to aim at, if not at all. So many are `curious` and ask about what
    someone else sees.
    """

    def __init__(
        self, people: Sequence[Person], seed: int, among: Collection[str] = (), *, curious: float = 0.1
    ) -> None:
        self._random = Random(seed)  # noqa: S311 - to be repeated, not to be secret
        self._questions = Questions(api, self._random, among)
        self._people, self._curious = people, curious
        self._reference, self._planner = Executor(api), Planner(api)
        self.asked = self.with_rows = self.with_errors = 0
        self.roles: Counter[str] = Counter(dict.fromkeys((person.role for person in people), 0))

    def ask(self, times: int) -> None:
        """Ask so many questions, each as all who have a role. Raises `Difference` or `NotPlanned`."""
        while self.asked < times:
            aims = self._questions.aims()
            curious = self._random.random() < self._curious
            alike = self._all_with(self._random.choice([*self.roles]) if curious else self._role(aims[0]))
            about = self._who_sees_most(aims[0].kind) if curious else self._random.choice(alike)
            question = self._questions.next(aims, about.sees)
            document = parse(question.text)
            assert not (faults := validate(schema(), document)), (faults, question.text)
            for person in alike:
                self._compare(person, question, document)

    def rarest(self) -> list[tuple[int, str]]:
        """How often every place was asked for, and as everyone; what was asked least comes first."""
        counts = {**self._questions.asked, **{f"as {role}": count for role, count in self.roles.items()}}
        return sorted((count, what) for what, count in counts.items())

    def _role(self, aim: Step) -> str:
        """A role with which the row is seen, and that asked least so far."""
        seeing = {person.role for person in self._people if aim.kind in person.sees}
        rank = {role: count * self._random.random() for role, count in self.roles.items()}
        return min(sorted(seeing) or rank, key=rank.__getitem__)

    def _who_sees_most(self, type_name: str) -> Person:
        people = self._random.sample(self._people, len(self._people))
        return max(people, key=lambda person: len(person.sees.get(type_name, ())))

    def _all_with(self, role: str) -> list[Person]:
        alike = [person for person in self._people if person.role == role]
        self._random.shuffle(alike)
        return alike

    def _compare(self, person: Person, question: Question, document: DocumentNode) -> None:
        with tenant_scope(person.viewer.tenant_id):
            expected = self._reference.execute(person.viewer, document, question.variables)
            result = self._planner.execute(person.viewer, document, question.variables)
        self.asked += 1
        self.roles[person.role] += 1
        self.with_rows += has_rows(expected.data)
        if expected.errors:
            self.with_errors += 1
            alike = to_json(result.formatted) == to_json(expected.formatted)
        else:
            alike = isinstance(result, TextResult) and result.text == to_json(expected.data)
        gave_up = self._planner.counts["deopted"] + self._planner.counts["unplanned"]
        if gave_up or not alike:
            raise (Difference if isinstance(result, TextResult) else NotPlanned)(
                f"as {person.role}: {question.text} {question.variables}\n"
                f"plan: {to_json(result.formatted)}\nreference: {to_json(expected.formatted)}\n"
                f"{dict(self._planner.counts)}"
            )
        self._questions.learn(expected.data)


def has_rows(data: Any) -> bool:
    """Whether any root has something: a row, an entry, an edge."""
    return any(map(_holds, (data or {}).values()))


def _holds(value: Any) -> bool:
    if isinstance(value, dict):
        lists = [one for one in value.values() if isinstance(one, list)]
        return bool(value) and (not lists or len(lists) < len(value) or any(lists))
    return bool(value)
