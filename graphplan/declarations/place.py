"""Where a declaration stands, so that every mistake can be reported with its place."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphplan.errors import DeclarationError

if TYPE_CHECKING:
    from graphplan.declarations.registry import Declarations


class Declaration:
    """A class that an application declared: its name, its description, and what its body says."""

    def __init__(self, declarations: "Declarations", source: type, name: str, description: str) -> None:
        self.declarations, self.source = declarations, source
        self.name, self.description = name, description
        self.strangers: dict[str, Any] = {}

    def sort(self, body: Mapping[str, Any], kinds: tuple[type, ...]) -> dict[str, Any]:
        """What in the body is of one of these kinds; the rest are strangers, which `checks` refuses."""
        known = {name: value for name, value in body.items() if isinstance(value, kinds)}
        self.strangers = {name: value for name, value in body.items() if name not in known}
        return known


class Member:
    """One field of a declaration. It learns its owner and its name when the owner is declared."""

    owner: Declaration
    name: str
    description: str | None

    def settle(self, owner: Declaration, name: str) -> None:
        """Become the field `name` of `owner`.

        Raises `DeclarationError` if it already is a field elsewhere: two places would share one owner.
        """
        if hasattr(self, "owner"):
            raise DeclarationError(
                f"{owner.name}.{name}", f"this declaration is already {self.place}", "Declare it anew"
            )
        self.owner, self.name = owner, name

    @property
    def place(self) -> str:
        """As in `Score.value`."""
        return f"{self.owner.name}.{self.name}"

    @property
    def described(self) -> str:
        """The description in the schema: the declaration's own, or that of what it stands for."""
        return self.description or self.inherited_description()

    def inherited_description(self) -> str:
        """Where the declaration says nothing itself."""
        return ""
