"""What is compared: ways to answer the same request."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

NUMBER = re.compile(r"-?\d+\.\d+")

Answer = Callable[[HttpRequest], HttpResponse]


class Kind(StrEnum):
    """What a variant stands for in the goals."""

    BY_HAND = "by hand"
    SAME_STATEMENTS = "by hand, the same statements"
    BEST = "the best by hand"
    SQL_ALONE = "SQL alone"
    VIEW = "view"
    LIBRARY = "library"
    PRODUCT = "product"


@dataclass(frozen=True)
class Variant:
    """One way to answer a request: what is sent, and the view that answers it."""

    name: str
    kind: Kind
    answer: Answer
    body: dict[str, Any] = field(default_factory=dict)

    def request(self) -> HttpRequest:
        """A new request, as a server hands it to a view."""
        return RequestFactory().post("/graphql", json.dumps(self.body), content_type="application/json")


@dataclass(frozen=True)
class Workload:
    """One thing that somebody does, and every way to do it; the first one is what all are compared with."""

    name: str
    rounds: int
    variants: tuple[Variant, ...]


class DifferentAnswer(Exception):
    """Two variants do not answer the same: what they cost cannot be compared."""


def check_alike(workload: Workload) -> dict[str, bytes]:
    """Ask every variant once, and return their answers. Raises `DifferentAnswer`.

    What is written by hand answers exactly as the product does. Libraries name a row by its bare key where
    the product says `Student:7`, write 2.50 for 2.5, and some keep no order: that much is forgiven them.
    """
    answers = {variant.name: variant.answer(variant.request()).content for variant in workload.variants}
    expected = json.loads(answers[workload.variants[0].name])
    for variant in workload.variants:
        if variant.kind is Kind.SQL_ALONE:
            continue
        said = json.loads(answers[variant.name])
        forgiving = variant.kind in (Kind.VIEW, Kind.LIBRARY)
        alike = plain(said) == plain(expected) if forgiving else said == expected
        if not alike:
            raise DifferentAnswer(f"{workload.name}: {variant.name} answers {answers[variant.name][:500]!r}")
    return answers


def plain(value: Any) -> Any:
    """A value without the types in its identifiers, the zeros at the end of its numbers, and the order of its
    lists.
    """
    if isinstance(value, dict):
        return {name: _bare(one) if _names_a_row(name) else plain(one) for name, one in value.items()}
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return f"{Decimal(value).normalize():f}"
    if isinstance(value, list):
        return sorted(map(plain, value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


def _names_a_row(name: str) -> bool:
    return name == "id" or name.endswith("Id")


def _bare(identifier: Any) -> str:
    return str(identifier).rpartition(":")[2]
