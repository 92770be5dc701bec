"""What is done at the desk: the commands behind the library's mutations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from graphplan.tests.library import models


@dataclass(frozen=True)
class Problem:
    """Why something is refused."""

    code: str
    message: str
    field: str | None = None


class Refusal(Exception):
    """Something was not done, and nothing was changed."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True)
class Lent:
    """What was lent, in the order it was asked for."""

    loan_ids: list[int]
    reader_id: int


def lend(
    *, viewer: Any, reader_id: int, copies: Sequence[dict[str, Any]], lent_on: date | None = None
) -> Lent:
    """Lend copies to a reader, all or none."""
    if not viewer.librarian:
        raise Refusal(Problem("not_found", "No such thing."))
    problems = [
        Problem("not_lent", "Reference works stay here.", f"copies.{position}.book_id")
        for position, copy in enumerate(copies)
        if models.Book.objects.get(pk=copy["book_id"]).kind == models.Kind.REFERENCE
    ]
    if problems:
        raise Refusal(*problems)
    with transaction.atomic():
        loans = [
            models.Loan.objects.create(
                reader_id=reader_id, lent_on=lent_on or viewer.today, **{"note": "", **copy}
            )
            for copy in copies
        ]
    return Lent([loan.pk for loan in loans], reader_id)


@dataclass(frozen=True)
class Renamed:
    """Who has a new name."""

    reader_id: int


def rename(*, viewer: Any, reader_id: int, name: str) -> Renamed:
    """Give a reader of the branch another name."""
    models.Reader.objects.filter(branch=viewer.branch_id, pk=reader_id).update(name=name)
    return Renamed(reader_id)


@dataclass(frozen=True)
class Nothing:
    """There is nothing to say."""


def close(*, viewer: Any) -> Nothing:
    """Close the desk. Fails for a reason that nobody expected."""
    raise RuntimeError(f"the door of branch {viewer.branch_id} is stuck")
