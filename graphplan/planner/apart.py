"""Compiling apart from the request that happens to need the plan first."""

from collections.abc import Callable
from contextvars import Context
from typing import TypeVar

T = TypeVar("T")


def apart(call: Callable[[], T]) -> T:
    """Call this where no context variable of the request is set.

    A rule that takes rows from whatever is in scope, instead of from the viewer, would freeze one request's
    scope into a plan that all share; here it finds no scope and fails.
    """
    return Context().run(call)
