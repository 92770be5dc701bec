"""What can be asked and what can be done: the classes of root fields, and mutations."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from graphplan.declarations.abstracts import FindAny, FindEach
from graphplan.declarations.edges import Connection, Leading, ListOf
from graphplan.declarations.place import Declaration, Member
from graphplan.declarations.roots import Answer, Find, Mine
from graphplan.declarations.structures import InputDeclaration

if TYPE_CHECKING:
    from graphplan.declarations.registry import Declarations


class QueryDeclaration(Declaration):
    """One of the classes whose members together are the root of queries."""

    def __init__(self, declarations: "Declarations", source: type, body: Mapping[str, Any]) -> None:
        super().__init__(declarations, source, "Query", "")
        self.members: dict[str, Member] = self.sort(
            body, (Find, FindAny, FindEach, Mine, ListOf, Connection, Answer)
        )
        for name, member in self.members.items():
            member.settle(self, name)


class Written(Leading):
    """In a mutation's payload: rows that the command wrote, read back as the viewer may see them.

    `keys` names the attribute of the command's answer that holds their primary keys, in the order to show;
    `key` the one that holds a single one. Null when the command was refused.
    """

    def __init__(
        self, to: str, description: str | None = None, *, key: str | None = None, keys: str | None = None
    ) -> None:
        self.to, self.description, self.key, self.keys = to, description, key, keys


class MutationDeclaration(Declaration):
    """A mutation: one call of `command(viewer=…, **input)`, and what it wrote."""

    def __init__(
        self,
        declarations: "Declarations",
        source: type,
        name: str,
        description: str,
        *,
        command: Callable[..., Any] | None,
        input_body: Mapping[str, Any],
        body: Mapping[str, Any],
    ) -> None:
        super().__init__(declarations, source, name, description)
        self.command: Any = command
        self.input = InputDeclaration(
            declarations, source, f"{name}Input", f"What {name} is told.", input_body
        )
        self.members: dict[str, Written] = self.sort(body, (Written,))
        for member_name, member in self.members.items():
            member.settle(self, member_name)
