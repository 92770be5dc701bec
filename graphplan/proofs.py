"""Proofs about rules, made when the schema is built, over all combinations of the flags they ask for.

A rule is run with a symbolic viewer that takes notes of the flags it is asked for. Each is first answered
with no, and each new one opens a branch in which it is answered with yes: flags that a rule does not ask for
cost nothing.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any, TypeVar

from graphplan.declarations.edges import IdOf, One, ToMany, edge_named
from graphplan.declarations.fields import Column, Expression, Nested
from graphplan.declarations.place import Member
from graphplan.declarations.registry import Declarations
from graphplan.declarations.roots import Answer, Mine
from graphplan.declarations.types import TypeDeclaration
from graphplan.errors import DeclarationError
from graphplan.joins import Joins
from graphplan.rules import ALL, NOBODY, Rule, Sees, as_rule, implied, leaves
from graphplan.viewer import Question, Viewer

MOST_OUTCOMES = 4096

T = TypeVar("T")


class Questions(Container[Question]):
    """Answers with what it was given and else with no, and keeps the order in which it was asked."""

    def __init__(self, given: Mapping[Question, bool]) -> None:
        self.answers = dict(given)

    def __contains__(self, question: object) -> bool:
        return self.answers.setdefault(question, False)  # type: ignore[arg-type]


class Prover:
    """The proofs about one API."""

    def __init__(self, declarations: Declarations, viewer: type[Viewer]) -> None:
        self.declarations, self.viewer = declarations, viewer
        self.outcomes: dict[str, int] = {}
        self._sees: dict[str, set[str]] = {}

    def prove(self) -> dict[str, int]:
        """Prove everything. Returns the number of outcomes of each rule, by its place.

        Raises `DeclarationError` for the first rule that does not hold.
        """
        for declaration in self.declarations.types.values():
            self._prove_type(declaration)
            for member in declaration.members.values():
                self._prove_member(member)
        for member in self.declarations.roots.values():
            self._prove_member(member)
        self._refuse_rings()
        return self.outcomes

    def _prove_type(self, declaration: TypeDeclaration) -> None:
        place, joins = f"{declaration.name}.visible", Joins(declaration.model)
        edges = [member for member in declaration.members.values() if isinstance(member, One | IdOf)]

        def look(viewer: Viewer) -> tuple[Rule, list[One | IdOf]]:
            rule = visible(declaration, viewer)
            return rule, [edge for edge in edges if not _target_seen(edge, rule, viewer)]

        for answers, (rule, unproved) in self._explore(place, look):
            joins.refuse(rule, place)
            self._note_edges(declaration, rule, place)
            for edge in unproved:
                _refuse_unproved(edge, answers)

    def _prove_member(self, member: Member) -> None:
        if isinstance(member, Column | Nested | Expression) and member.when is not None:
            self._prove_condition(member, member.owner, member.when, Joins(member.owner.model))
        elif isinstance(member, ToMany) and member.where is not None:
            joins = Joins(member.target.model, through=member.parent_lookup if member.repeats else None)
            self._prove_condition(member, member.target, member.where, joins)
        elif isinstance(member, Mine):
            self._explore_all(f"{member.place}.id", member.id)
        elif isinstance(member, Answer) and member.permitted is not None:
            for _, permitted in self._explore(f"{member.place}.permitted", member.permitted):
                if not isinstance(permitted, bool):
                    fault = f"it returned a {type(permitted).__name__}"
                    raise DeclarationError(f"{member.place}.permitted", fault, "Return True or False")

    def _prove_condition(
        self, member: Member, subject: TypeDeclaration, condition: Callable[[Any], Any], joins: Joins
    ) -> None:
        place = f"{member.place}.{'where' if isinstance(member, ToMany) else 'when'}"
        for _, rule in self._explore(place, lambda viewer: as_rule(condition(viewer))):
            joins.refuse(rule, place)
            self._note_edges(subject, rule, place)

    def _note_edges(self, declaration: TypeDeclaration, rule: Rule, place: str) -> None:
        for leaf in leaves(rule):
            if isinstance(leaf, Sees):
                self._sees.setdefault(place, set()).add(edge_named(declaration, leaf.edge, place).to)

    def _refuse_rings(self) -> None:
        """A rule that came back to itself would have no end."""
        for name in self.declarations.types:
            reached, pending = set[str](), [name]
            while pending:
                targets = self._sees.get(f"{pending.pop()}.visible", set())
                if name in targets:
                    fault = "by way of sees(…) this rule asks itself"
                    raise DeclarationError(f"{name}.visible", fault, "Say one of the conditions outright")
                pending.extend(targets - reached)
                reached |= targets

    def _explore_all(self, place: str, ask: Callable[[Any], Any]) -> None:
        for _ in self._explore(place, ask):
            pass

    def _explore(self, place: str, ask: Callable[[Any], T]) -> Iterator[tuple[Mapping[Question, bool], T]]:
        """What `ask(viewer)` comes to under each combination of flags that it can tell apart."""
        pending: list[Mapping[Question, bool]] = [{}]
        self.outcomes[place] = 0
        while pending:
            given = pending.pop()
            questions = Questions(given)
            try:
                outcome = ask(self.viewer.symbolic(questions))
            except DeclarationError:
                raise
            except Exception as error:
                fault = f"it fails {_said(questions.answers)}: {error}"
                raise DeclarationError(
                    place, fault, "A rule works for every viewer, without its values"
                ) from error
            asked = list(questions.answers)
            for position in range(len(given), len(asked)):
                earlier = {question: questions.answers[question] for question in asked[:position]}
                pending.append({**earlier, asked[position]: True})
            self._count(place)
            yield questions.answers, outcome

    def _count(self, place: str) -> None:
        self.outcomes[place] += 1
        if self.outcomes[place] > MOST_OUTCOMES:
            fault = f"it tells more than {MOST_OUTCOMES} combinations of flags apart"
            raise DeclarationError(
                place, fault, "Ask fewer flags: gather what they allow into one Params list"
            )


def prove(declarations: Declarations, viewer: type[Viewer]) -> dict[str, int]:
    """See `Prover.prove`."""
    return Prover(declarations, viewer).prove()


def visible(declaration: TypeDeclaration, viewer: Viewer) -> Rule:
    """The rule of a type.

    Raises `DeclarationError` if `visible` does not return one.
    """
    place, mend = f"{declaration.name}.visible", "Return a condition, ALL, NOBODY, or any_of(…)"
    rule: Any = declaration.visible(viewer)
    if isinstance(rule, bool):
        raise DeclarationError(place, f"it returned {rule}", mend)
    try:
        return as_rule(rule)
    except TypeError as error:
        raise DeclarationError(place, f"it returned what is no rule ({error})", mend) from error


def _target_seen(member: One | IdOf, rule: Rule, viewer: Viewer) -> bool:
    """Whether the viewer sees the target of every row that passes `rule`, if the member depends on it."""
    edge = member if isinstance(member, One) else member.edge
    if (isinstance(member, One) and member.null) or rule is NOBODY or edge.name in implied(rule):
        return True
    return visible(edge.target, viewer) is ALL and (edge.null or not edge.key.null)


def _refuse_unproved(member: One | IdOf, answers: Mapping[Question, bool]) -> None:
    edge = member.name if isinstance(member, One) else member.edge_name
    what = "it is non-null" if isinstance(member, One) else "it tells that the target exists"
    fault = f"{what}, but {_said(answers)} the row may be seen without its target"
    mend = f"Demand sees({edge!r}) in {member.owner.name}.visible"
    raise DeclarationError(
        member.place, fault, f"{mend}, or say null=True" if isinstance(member, One) else mend
    )


def _said(answers: Mapping[Question, bool]) -> str:
    """The flags that hold, for people."""
    held = [
        name if member is None else f"{name}[{member!r}]" for (name, member), yes in answers.items() if yes
    ]
    return f"with {' and '.join(held)}" if held else "without any flag"
