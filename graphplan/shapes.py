"""Graphene's object types without what their instances would need: no row is ever made one of them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import graphene
from graphene.types.objecttype import ObjectTypeMeta


class _ShapeMeta(ObjectTypeMeta):
    """Leaves out the dataclass that Graphene compiles for every object type: a third of the time that it
    takes to build a large schema.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> Any:
        return super(ObjectTypeMeta, cls).__new__(cls, name, bases, namespace, **options)


class Shape(graphene.ObjectType, metaclass=_ShapeMeta):
    """An object type that has fields, and no instances."""

    class Meta:
        abstract = True


@contextmanager
def uncollected() -> Iterator[None]:
    """Within this the garbage collector rests: nearly all that is made stays, and it would walk through
    everything again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
