"""The fields of a type that lead to other rows: to one, to a bounded list, to a connection."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import ForeignKey, ManyToManyField, ManyToManyRel, ManyToOneRel, OneToOneRel, Q

from graphplan.declarations.fields import TypeMember
from graphplan.declarations.orders import Orders
from graphplan.declarations.place import Member
from graphplan.declarations.types import TypeDeclaration
from graphplan.errors import DeclarationError
from graphplan.ordering import Ordering
from graphplan.plans.choices import DEFAULT
from graphplan.plans.cursors import Order

if TYPE_CHECKING:
    from graphplan.declarations.filters import Filter

_RELATIONS = (ManyToManyField, ManyToManyRel, ManyToOneRel)

Relation: TypeAlias = "ManyToManyField[Any, Any] | ManyToManyRel | ManyToOneRel"

Where = Callable[[Any], Q]
"""viewer -> a condition that narrows a list, besides the rule of its rows."""


class Leading(Member):
    """What leads to rows of another type."""

    to: str

    def inherited_description(self) -> str:
        return self.target.description

    @cached_property
    def target(self) -> TypeDeclaration:
        """The type at the other end."""
        return self.owner.declarations.type_named(self.to, self.place)


class One(Leading, TypeMember):
    """A to-one edge along a foreign key. It is null where the viewer may not see the target.

    `null=False` has to be proved: the type's rule demands `sees(edge)`, or everyone sees the target. With
    `split`, targets are read by a statement of their own instead of a JOIN, each once: better where many rows
    share few targets, worse where each has its own. Who sees many rows may depend on the viewer's flags.
    """

    def __init__(
        self,
        to: str,
        description: str | None = None,
        *,
        source: str | None = None,
        null: bool = True,
        split: bool | Callable[[Any], bool] = False,
    ) -> None:
        self.to, self.description, self.source = to, description, source
        self.null, self.split = null, split

    def inherited_description(self) -> str:
        return str(self.key.help_text) or super().inherited_description()

    @cached_property
    def key(self) -> "ForeignKey[Any, Any]":
        """The foreign key."""
        source = self.source or self.name
        model = self.owner.model
        keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
        for key in keys:
            if key.name == source:
                _refuse_other_model(self, key.related_model)
                return key
        known = ", ".join(key.name for key in keys) or "none"
        fault = f"{model.__name__} has no foreign key {source!r}"
        raise DeclarationError(self.place, fault, f"Its foreign keys are {known}")


class IdOf(TypeMember):
    """The identifier of the row at the end of the to-one edge named `edge`, without reading that row.

    Only where the type's rule has `sees(edge)`, since it says that the row exists.
    """

    def __init__(self, edge: str, description: str | None = None) -> None:
        self.edge_name, self.description = edge, description

    def inherited_description(self) -> str:
        return f"The identifier of {self.edge_name}."

    @cached_property
    def edge(self) -> One:
        """The to-one edge that this is the identifier of."""
        return edge_named(self.owner, self.edge_name, self.place)


def edge_named(declaration: TypeDeclaration, name: str, place: str) -> One:
    """The to-one edge of this name.

    Raises `DeclarationError`, in the name of `place`, if there is none.
    """
    edge = declaration.members.get(name)
    if not isinstance(edge, One):
        fault = f"{declaration.name} has no to-one edge {name!r}"
        raise DeclarationError(place, fault, f"Declare {name} = One(…) in {declaration.name}")
    return edge


class ToMany(Leading):
    """A list of rows in a total order: by `order_by`, then by primary key."""

    source: str | None = None

    def __init__(
        self, to: str, description: str | None, order_by: str | Sequence[str], where: Where | None
    ) -> None:
        self.to, self.description, self.where = to, description, where
        self.order_by = (order_by,) if isinstance(order_by, str) else tuple(order_by)

    @cached_property
    def ordering(self) -> Ordering:
        """The order, on the target's columns."""
        return Ordering(self.target.model, self.order_by, self.place)

    @cached_property
    def relation(self) -> "Relation | None":
        """The relation from the owner's model to the rows; None for a list at the root.

        Raises `DeclarationError` if the model has none of that name.
        """
        if not isinstance(self.owner, TypeDeclaration):
            return None
        model, source = self.owner.model, self.source or self.name
        known = {field.name: field for field in model._meta.get_fields() if isinstance(field, _RELATIONS)}
        relation = known.get(source)
        if relation is None or isinstance(relation, OneToOneRel):
            fault = f"{model.__name__} has no to-many relation {source!r}"
            raise DeclarationError(self.place, fault, f"Its relations are {', '.join(known) or 'none'}")
        _refuse_other_model(self, relation.related_model)
        return relation

    @property
    def repeats(self) -> bool:
        """Whether one row can come twice for the same parent: it is reached through a table between them."""
        return isinstance(self.relation, ManyToManyField | ManyToManyRel)

    @cached_property
    def parent_lookup(self) -> str:
        """The path from a row of the list back to the primary key of its parent; empty at the root."""
        match self.relation:
            case None:
                return ""
            case ManyToManyField() as relation:
                return relation.related_query_name()
            case ManyToManyRel() as relation:
                return relation.field.name
            case relation:
                return relation.field.attname


class Many(ToMany, TypeMember):
    """A to-many edge as a plain list: all visible rows, or an error if they are more than `at_most`."""

    def __init__(
        self,
        to: str,
        description: str | None = None,
        *,
        source: str | None = None,
        order_by: str | Sequence[str] = (),
        at_most: int = 0,
        where: Where | None = None,
    ) -> None:
        super().__init__(to, description, order_by, where)
        self.source, self.at_most = source, at_most


class Connection(ToMany):
    """A to-many edge, or a list at the root, as a Relay connection in pages of 1 to 100 visible rows.

    With `Orders` in the place of an order the client chooses one: `orderBy`. `filters` are arguments by name.
    """

    def __init__(
        self,
        to: str,
        description: str | None = None,
        *,
        source: str | None = None,
        order_by: "str | Sequence[str] | Orders" = (),
        where: Where | None = None,
        filters: "Mapping[str, Filter] | None" = None,
    ) -> None:
        self.orders = order_by if isinstance(order_by, Orders) else None
        default = order_by if self.orders is None else next(iter(self.orders.by.values()))
        super().__init__(to, description, default, where)  # type: ignore[arg-type]
        self.source, self.filters = source, dict(filters or {})

    @cached_property
    def orderings(self) -> dict[str, Ordering]:
        """The orders by the names that cuts have for them: that of the default is empty."""
        further = list(self.orders.by.items())[1:] if self.orders else []
        model, place = self.target.model, self.place
        return {DEFAULT: self.ordering} | {name: Ordering(model, by, place) for name, by in further}

    @cached_property
    def in_cursors(self) -> dict[str, Order]:
        """These orders as cursors have them."""
        return {name: ordering.of_list(self.place) for name, ordering in self.orderings.items()}


class ListOf(ToMany):
    """At the root: all visible rows of a type, and an error if they are more than `at_most`."""

    def __init__(
        self,
        to: str,
        description: str | None = None,
        *,
        order_by: str | Sequence[str] = (),
        at_most: int = 0,
        where: Where | None = None,
    ) -> None:
        super().__init__(to, description, order_by, where)
        self.at_most = at_most


def _refuse_other_model(edge: Leading, related: Any) -> None:
    if not issubclass(edge.target.model, related):
        fault = f"{edge.to} shows {edge.target.model.__name__}, but the edge leads to {related.__name__}"
        raise DeclarationError(edge.place, fault, f"Name a type of {related.__name__}")
