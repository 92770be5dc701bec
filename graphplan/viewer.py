"""Who asks: flags that rules may branch on, and values that rules may only compare in SQL.

A plan is compiled for one combination of flags and then serves everyone who has it. So the flags are
concrete, and the values stay unknown until a request binds them: a rule that could look at one would freeze
one viewer's answer for all.
"""

from abc import abstractmethod
from collections.abc import Callable, Container, Hashable, Iterable, Mapping
from copy import copy
from functools import wraps
from typing import Any, Concatenate, NoReturn, ParamSpec, Self, TypeVar, overload

from django.db.models import Field, Value
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

Keep = Callable[[Hashable, Callable[[], Any]], Any]
"""(what is said, what makes it) -> what was made of it, the first time or now."""

P = ParamSpec("P")
V = TypeVar("V", bound="Viewer")
T = TypeVar("T")

Question = tuple[str, Hashable]
"""A yes-or-no question about a viewer: a flag's name and None, or a family's name and a member of it."""


class Member:
    """What the class body of a viewer declares."""

    name: str

    def __set_name__(self, owner: type["Viewer"], name: str) -> None:
        self.name = name

    @abstractmethod
    def given(self, value: Any, place: str) -> tuple[Iterable[Question], Any]:
        """The questions that this value answers with yes, and what is kept of it.

        Raises `TypeError` for a value that does not fit.
        """


class Flag(Member):
    """One yes or no. Not given means no."""

    @overload
    def __get__(self, viewer: None, owner: type["Viewer"]) -> Self: ...
    @overload
    def __get__(self, viewer: "Viewer", owner: type["Viewer"]) -> bool: ...
    def __get__(self, viewer: "Viewer | None", owner: type["Viewer"]) -> Self | bool:
        return self if viewer is None else viewer.answers((self.name, None))

    def given(self, value: Any, place: str) -> tuple[Iterable[Question], Any]:
        if not isinstance(value, bool):
            raise TypeError(f"{place} is a flag: True or False")
        return ([(self.name, None)] if value else []), None


class Flags(Member):
    """A family of flags: `("scores.read", "school") in viewer.reaches`. Not given means none."""

    @overload
    def __get__(self, viewer: None, owner: type["Viewer"]) -> Self: ...
    @overload
    def __get__(self, viewer: "Viewer", owner: type["Viewer"]) -> "FlagFamily": ...
    def __get__(self, viewer: "Viewer | None", owner: type["Viewer"]) -> "Self | FlagFamily":
        return self if viewer is None else FlagFamily(viewer, self.name)

    def given(self, value: Any, place: str) -> tuple[Iterable[Question], Any]:
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise TypeError(f"{place} is a family of flags: give the members that hold, as a set")
        return [(self.name, member) for member in value], None


class FlagFamily(Container[Hashable]):
    """Answers `in` and nothing else: a rule that goes through all members could not be proved."""

    def __init__(self, viewer: "Viewer", name: str) -> None:
        self._viewer, self._name = viewer, name

    def __contains__(self, member: Hashable) -> bool:
        return self._viewer.answers((self._name, member))


class Param(Member):
    """One value of the column type `field`; with `many`, a list of them for `__in`.

    In a rule it may only be the right side of a comparison: `Q(account_id=viewer.account_id)`.
    """

    def __init__(self, field: "Field[Any, Any]", *, many: bool = False) -> None:
        self.field, self.many = field, many

    def __get__(self, viewer: "Viewer | None", owner: type["Viewer"]) -> Any:
        return self if viewer is None else viewer.value_of(self)

    def given(self, value: Any, place: str) -> tuple[Iterable[Question], Any]:
        return [], _checked(value, self.many, place)


class Params(Member):
    """A family of values by name: `viewer.schools["scores.read"]`.

    With `many`, a name that was not given has an empty list.
    """

    def __init__(self, field: "Field[Any, Any]", *, many: bool = False) -> None:
        self.field, self.many = field, many

    @overload
    def __get__(self, viewer: None, owner: type["Viewer"]) -> Self: ...
    @overload
    def __get__(self, viewer: "Viewer", owner: type["Viewer"]) -> "ParamFamily": ...
    def __get__(self, viewer: "Viewer | None", owner: type["Viewer"]) -> "Self | ParamFamily":
        return self if viewer is None else ParamFamily(viewer, self)

    def given(self, value: Any, place: str) -> tuple[Iterable[Question], Any]:
        if not isinstance(value, Mapping):
            raise TypeError(f"{place} is a family of values: give a mapping from name to value")
        return [], {member: _checked(one, self.many, f"{place}[{member!r}]") for member, one in value.items()}


class ParamFamily:
    """The values of a family; only asked by name."""

    def __init__(self, viewer: "Viewer", params: Params) -> None:
        self._viewer, self._params = viewer, params

    def __getitem__(self, member: Hashable) -> Any:
        return self._viewer.value_of(self._params, member)

    # With only __getitem__, Python would iterate by asking for 0, 1, 2 and so on.
    __iter__ = None


def _checked(value: Any, many: bool, place: str) -> Any:
    if not many:
        return value
    if value is None or isinstance(value, str) or not isinstance(value, Iterable):
        raise TypeError(f"{place} is a list of values")
    return tuple(value)


class Viewer:
    """Subclass it with `Flag`, `Flags`, `Param` and `Params`; construct one for each request.

        class SchoolViewer(Viewer):
            account_id = Param(BigIntegerField())
            reaches = Flags()

        viewer = SchoolViewer(account_id=7, reaches={("scores.read", "school")})

    Every `Param` has to be given. One that is None equals nothing, in a rule as in SQL.
    """

    key: Container[Question]
    """The concrete part: equal for two viewers whose rules have the same shape. Hashable in a real viewer."""

    _members: Mapping[str, Member] = {}
    _values: Mapping[str, Any] | None
    _keep: Keep

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = {name: member for name, member in vars(cls).items() if isinstance(member, Member)}
        cls._members = {**cls._members, **own}

    def __init__(self, **given: object) -> None:
        name = type(self).__name__
        if unknown := given.keys() - self._members.keys():
            raise TypeError(f"{name} has no {', '.join(sorted(unknown))}")
        needed = {name for name, member in self._members.items() if isinstance(member, Param)}
        if missing := needed - given.keys():
            raise TypeError(f"{name} needs {', '.join(sorted(missing))}")
        holds: set[Question] = set()
        self._values = {}
        for member, value in given.items():
            questions, self._values[member] = self._members[member].given(value, f"{name}.{member}")
            holds.update(questions)
        self.key: Container[Question] = frozenset(holds)

    @classmethod
    def symbolic(cls, key: Container[Question], keep: Keep | None = None) -> Self:
        """The viewer that rules see while a plan is compiled: the flags of `key`, a `Slot` for every value.

        `key` is asked with `in` only, so it may be something that takes notes of what it is asked. `keep`
        keeps what is said `@per_viewer`; by default for as long as this viewer.
        """
        viewer = cls.__new__(cls)
        viewer.key, viewer._values, viewer._keep = key, None, keep or _kept_in({})
        return viewer

    def bound(self) -> Self:
        """The viewer that rules see while a request runs. It differs in one point: None is an SQL NULL.

        Django reads `Q(owner_id=None)` as IS NULL, and someone without an account would own what nobody owns.
        """
        viewer = copy(self)
        viewer._values = {
            name: _null_for_none(self._members[name], value) for name, value in (self._values or {}).items()
        }
        return viewer

    def answers(self, question: Question) -> bool:
        """Whether a flag holds."""
        return question in self.key

    def value_at(self, name: str, member: Hashable) -> Any:
        """What this viewer has where a `Placeholder` stands.

        Raises `LookupError` for a family's member that was not given and is not a list.
        """
        param = self._members[name]
        assert isinstance(param, Param | Params)  # noqa: S101 - only they have placeholders
        return self.value_of(param, member)

    def value_of(self, param: Param | Params, member: Hashable = None) -> Any:
        """The value of a parameter, or its `Slot` in a symbolic viewer.

        Raises `LookupError` for a family's member that was not given and is not a list.
        """
        if self._values is None:
            return Slot(param.name, member, param.field, param.many)
        if isinstance(param, Param):
            return self._values[param.name]
        family = self._values.get(param.name, {})
        if member not in family and not param.many:
            raise LookupError(f"{type(self).__name__}.{param.name} was given without {member!r}")
        return family.get(member, ())


def per_viewer(make: Callable[Concatenate[V, P], T]) -> Callable[Concatenate[V, P], T]:
    """Decorates what several rules say of a viewer, such as an inner query: while a plan is compiled they all
    have the same one, which is compiled once.

        @per_viewer
        def wards(viewer: SchoolViewer) -> QuerySet: ...

    What is said further of the viewer has to be hashable. While a request runs it is made each time.
    """

    @wraps(make)
    def shared(viewer: V, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if viewer._values is not None:
            return make(viewer, *args, **kwargs)
        said = make, *args, *kwargs.items()
        found: T = viewer._keep(said, lambda: make(viewer, *args, **kwargs))
        return found

    return shared


def _kept_in(kept: dict[Hashable, Any]) -> Keep:
    def keep(said: Hashable, make: Callable[[], Any]) -> Any:
        if said not in kept:
            kept[said] = make()
        return kept[said]

    return keep


def _null_for_none(member: Member, value: Any) -> Any:
    if isinstance(member, Param) and value is None:
        return Value(None, output_field=member.field)
    if isinstance(member, Params):
        null = Value(None, output_field=member.field)
        return {name: null if one is None else one for name, one in value.items()}
    return value


class Slot:
    """A value that a request will bind.

    Django turns it into a `Placeholder`; whoever else looks at it is told not to.
    """

    def __init__(self, name: str, member: Hashable, field: "Field[Any, Any]", many: bool) -> None:
        self._name = f"viewer.{name}" if member is None else f"viewer.{name}[{member!r}]"
        self._placeholder = Placeholder(name, member, field, many)

    def resolve_expression(self, *_args: Any, **_kwargs: Any) -> "Placeholder":
        """What Django asks of the right side of a comparison."""
        return self._placeholder

    def __repr__(self) -> str:
        return f"<{self._name}>"

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError(
            f"{self._name} is unknown while a rule is read: it may only stand on the right of a comparison, "
            f"as in Q(column={self._name})"
        )

    __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refuse
    __str__ = __format__ = __int__ = __float__ = __index__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __mod__ = (
        _refuse
    )


class Placeholder(Expression):
    """A `Slot` inside SQL: it travels in the list of parameters as itself, until a request replaces it."""

    def __init__(self, name: str, member: Hashable, field: "Field[Any, Any]", many: bool) -> None:
        super().__init__(output_field=field)
        self.name, self.member, self.many = name, member, many

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:  # noqa: ARG002
        return "%s", [self]
