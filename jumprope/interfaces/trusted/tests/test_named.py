"""What the API calls of the product can be named in a plan, and so be called where no schema is built."""

from collections.abc import Iterator
from typing import Any

from graphplan.declarations.fields import Batch
from graphplan.declarations.roots import Answer
from graphplan.planner.literals import References
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api


def called() -> Iterator[tuple[str, Any]]:
    """Every function that a field or a mutation calls, by its place."""
    schema()
    declarations = api.declarations
    members = [one for kind in declarations.types.values() for one in kind.members.values()]
    yield from ((one.place, one.load) for one in members if isinstance(one, Batch))
    answers = [one for one in declarations.roots.values() if isinstance(one, Answer)]
    yield from ((one.place, function) for one in answers for function in (one.read, one.permitted))
    yield from ((name, mutation.command) for name, mutation in declarations.mutations.items())


def test_all_that_fields_and_mutations_call_has_a_name_in_its_module() -> None:
    functions, references = list(called()), References()
    for place, function in functions:
        references.to(place, function)

    assert len(functions) > 150
    assert references.kept == {}
