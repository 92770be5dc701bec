"""What the library can be asked, and what it can be told to do."""

from dataclasses import dataclass
from decimal import Decimal

import graphene
from django.db.models import Q

import graphplan
from graphplan import Answer, Connection, Find, FindAny, FindEach, IdInput, ListOf, Mine, Written
from graphplan.tests.library import desk, models
from graphplan.tests.library.types import BOOK_FILTERS, BOOK_ORDERS
from graphplan.tests.library.viewer import Input, LibraryViewer, Mutation, Query, Structure


class Fee(Structure):
    """What a late book costs."""

    amount = graphplan.Decimal(required=True, description="In the coin of the branch.")
    days = graphene.Int(required=True, description="Days beyond the term.")


@dataclass(frozen=True)
class Computed:
    """A fee."""

    amount: Decimal
    days: int


def fee(*, viewer: LibraryViewer, days: int, book_id: int | None = None) -> Computed:
    """A tenth of the book's price a day, or ten cents; refused for negative days."""
    if days < 0:
        raise desk.Refusal(desk.Problem("days_negative", "Days count from 0.", "days"))
    book = models.Book.objects.filter(branch=viewer.branch_id, pk=book_id or 0).first()
    return Computed((book.price if book else Decimal("1.00")) * days / 10, days)


class Anything(Query):
    """Questions about rows of any type."""

    node = FindAny("Node")
    nodes = FindEach("Node", at_most=20)
    named = FindAny("Named", "Whoever or whatever has a name.")


class Shelves(Query):
    """Questions about books."""

    book = Find("Book", "One book.")
    books = Connection("Book", order_by=BOOK_ORDERS, filters=BOOK_FILTERS)
    novels = Connection("Book", order_by=("pages", "-published_on"), where=lambda _: Q(kind="novel"))
    author = Find("Author")
    authors = ListOf("Author", order_by="name", at_most=150)


class Desk(Query):
    """Questions about readers."""

    home = Mine("Branch", id=lambda v: v.branch_id)
    branch = Find("Branch")
    me = Mine("Reader", "The reader who asks.", id=lambda v: v.reader_id)
    reader = Find("Reader")
    loan = Find("Loan")
    reminder = Find("Reminder")
    reminders = ListOf("Reminder", order_by="sent_on", at_most=3)
    fee = Answer(
        Fee,
        read=fee,
        arguments={
            "days": graphene.Int(required=True, description="Days beyond the term."),
            "book_id": IdInput("Book", "For which book."),
        },
        permitted=lambda v: v.librarian,
    )


class Copy(Input):
    """One copy to lend."""

    book_id = IdInput("Book", "Which copy.", required=True)
    note = graphene.String(description="For the desk only.")


class LendBooks(Mutation):
    """Lend copies to a reader, all or none."""

    class Meta:
        command = desk.lend

    class Input:
        reader_id = IdInput("Reader", "Who borrows.", required=True)
        copies = graphene.List(graphene.NonNull(Copy), required=True, description="What is lent.")
        lent_on = graphplan.Date(description="Today if not said.")

    loans = Written("Loan", keys="loan_ids")
    reader = Written("Reader", key="reader_id")


class RenameReader(Mutation):
    """Give a reader another name."""

    class Meta:
        command = desk.rename

    class Input:
        reader_id = IdInput("Reader", "Who.", required=True)
        name = graphene.String(required=True, description="The new name.")

    reader = Written("Reader", key="reader_id")


class CloseDesk(Mutation):
    """Close the desk for today."""

    class Meta:
        command = desk.close
