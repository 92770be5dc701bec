"""A type: what of a model's rows is shown, and to whom."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model

from graphplan.declarations.place import Declaration, Member
from graphplan.errors import DeclarationError
from graphplan.rules import Rule

if TYPE_CHECKING:
    from graphplan.declarations.registry import Declarations


class TypeDeclaration(Declaration):
    """One type: its model, its members by name, and `visible`, the rule of its rows."""

    def __init__(
        self,
        declarations: "Declarations",
        source: type,
        name: str,
        description: str,
        *,
        model: type[Model] | str | None,
        visible: Callable[[Any], Rule],
        body: Mapping[str, Any],
        is_node: bool = True,
    ) -> None:
        super().__init__(declarations, source, name, description)
        self._model, self.visible, self.is_node = model, visible, is_node
        self.members: dict[str, Member] = {}
        self.extend(self.sort(body, (Member,)))

    @cached_property
    def model(self) -> type[Model]:
        """The model whose rows are shown.

        Raises `DeclarationError` if there is none of that name.
        """
        if self._model is None:
            raise DeclarationError(self.name, "it has no model", "Say it in Meta: model = …")
        if not isinstance(self._model, str):
            return self._model
        try:
            return apps.get_model(self._model)
        except (LookupError, ValueError) as error:
            mend = "Say the class, or 'app_label.Model'"
            raise DeclarationError(self.name, f"there is no model {self._model!r}", mend) from error

    def extend(self, members: Mapping[str, Any]) -> None:
        """Add fields.

        Raises `DeclarationError` for a field that exists already, and when the schema is already built.
        """
        for name, member in members.items():
            place = f"{self.name}.{name}"
            self.declarations.refuse_if_closed(place)
            if name in self.members:
                raise DeclarationError(place, "it exists already", "Extend the type with another name")
            if not isinstance(member, Member):
                raise DeclarationError(place, f"{type(member).__name__} is no declaration", MEND_STRANGER)
            member.settle(self, name)
            self.members[name] = member


MEND_STRANGER = (
    "Declare a Column, an edge, an Expression or a Batch: nothing else can be read for all rows at once"
)
