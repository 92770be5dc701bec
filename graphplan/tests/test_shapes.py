"""Object types without instances, and the rest of the garbage collector."""

import gc
from typing import Any

import graphene
import pytest

from graphplan import DeclarationError
from graphplan.shapes import Shape, uncollected
from graphplan.tests.fresh import Fresh
from graphplan.tests.library.models import Book


def test_a_shape_has_fields_and_none_of_a_dataclass() -> None:
    made: Any = type("Made", (Shape,), {"title": graphene.String(), "Meta": {"description": "Made."}})
    assert list(made._meta.fields) == ["title"]
    assert made._meta.description == "Made."
    assert made.__init__ is Shape.__init__
    assert made.__eq__ is object.__eq__


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_rests_and_is_left_as_it_was(was_on: bool) -> None:
    (gc.enable if was_on else gc.disable)()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_the_collector_works_again_after_a_mistake() -> None:
    fresh = Fresh()
    fresh.declare("Book", Book, None)
    with pytest.raises(DeclarationError):
        fresh.schema()
    assert gc.isenabled()
