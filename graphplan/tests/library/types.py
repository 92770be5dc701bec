"""The types of the library, and who sees what of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import graphene
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Concat

import graphplan
from graphplan import (
    ALL,
    AtLeast,
    AtMost,
    Batch,
    Column,
    Connection,
    Contains,
    Equals,
    Expression,
    Id,
    IdOf,
    Lacks,
    LeadsTo,
    Many,
    Nested,
    One,
    OneOf,
    Orders,
    Rule,
    any_of,
    sees,
)
from graphplan.tests.library import models
from graphplan.tests.library.viewer import Interface, LibraryViewer, Structure, Type, Union


class Printer(Structure):
    """Who printed a book."""

    name = graphene.String(required=True, description="The firm.")
    founded_on = graphplan.Date(description="The day of its foundation.")


class Imprint(Structure):
    """What the publisher says of a book."""

    publisher = graphene.String(required=True, description="The house.")
    list_price = graphplan.Decimal(description="The price on the day of publication.")
    printers = graphene.List(graphene.NonNull(Printer), description="All who printed it.")
    first = graphene.Field(Printer, description="The first who printed it.")


BOOK_ORDERS = Orders(
    "BookOrder",
    "How books come.",
    TITLE="title",
    NEWEST=("-published_on", "title"),
    PAGES="pages",
)

BOOK_FILTERS = {
    "title": Contains("title", "subtitle"),
    "kind": Equals("kind"),
    "pages": Equals("pages"),
    "published_from": AtLeast("published_on"),
    "published_until": AtMost("published_on"),
    "uncounted": Lacks("pages", description="With true only books whose pages nobody counted."),
    "branch": LeadsTo("branch"),
}


class BranchType(Type):
    """One house of the library."""

    class Meta:
        model = models.Branch

    id = Id()
    name = Column()
    books = Connection("Book", order_by=BOOK_ORDERS, filters=BOOK_FILTERS)
    readers = Connection("Reader", order_by=("name", "-id"))

    @staticmethod
    def visible(v: LibraryViewer) -> Rule:
        return Q(pk=v.branch_id)


def count_books(_viewer: Any, keys: Sequence[int]) -> dict[int, int]:
    """How many books of each author stand in any branch."""
    counted = models.Authorship.objects.filter(author__in=keys).values("author")
    return {row["author"]: row["n"] for row in counted.annotate(n=Count("book", distinct=True))}


def centuries(_viewer: Any, keys: Sequence[date | None]) -> dict[date | None, int]:
    """The century of each day; of none the zeroth."""
    return {day: day.year // 100 + 1 if day else 0 for day in keys}


def years_later(_viewer: Any, keys: Sequence[tuple[date | None, datetime]]) -> dict[Any, int]:
    """How many years lie between a day and a moment, if it is known."""
    return {(day, moment): moment.year - day.year for day, moment in keys if day}


class AuthorType(Type):
    """Who wrote books."""

    class Meta:
        model = "library.Author"

    id = Id()
    name = Column()
    born_on = Column()
    book_count = Batch(count_books, columns="id", of=graphene.Int, description="Books in all branches.")
    century = Batch(centuries, columns="born_on", of=graphene.Int, description="In which they were born.")
    books = Many("Book", order_by=("-published_on", "title"), at_most=5)
    all_books = Connection("Book", source="books", order_by=("-published_on", "title"))
    texts = Many("Book", source="books", at_most=50, where=lambda _: Q(authorships__part="text"))

    @staticmethod
    def visible(_: LibraryViewer) -> Rule:
        return ALL


def cheapest(_viewer: LibraryViewer, keys: Sequence[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """The cheapest book of the same branch and kind, seen or not."""
    found: dict[tuple[int, str], int] = {}
    books = models.Book.objects.filter(branch_id__in={branch for branch, _ in keys}).order_by("-price", "-id")
    for book in books:
        found[book.branch_id, book.kind] = book.pk
    return found


class BookType(Type):
    """One copy of a book."""

    class Meta:
        model = models.Book

    id = Id()
    title = Column()
    subtitle = Column()
    kind = Column(enum=models.Kind)
    second_kind = Column(enum=models.Kind)
    price = Column(when=lambda v: v.librarian or Q(kind__in=v.kinds["priced"]))
    pages = Column()
    barcode = Column(when=lambda v: v.librarian)
    bought_at = Column()
    published_on = Column()
    facts = Column()
    imprint = Nested(Imprint)
    branch = One("Branch", null=False)
    branch_id = IdOf("branch")
    reprint_of = One("Book", "The book that this is a reprint of.")
    full_title = Expression(
        lambda: Concat(F("title"), Value(" ("), F("kind"), Value(")")),
        graphene.String,
        null=False,
        description="The title with the kind.",
    )
    years_later = Batch(
        years_later,
        columns=("published_on", "bought_at"),
        of=graphene.Int,
        description="How many years after it came out it was bought.",
    )
    cheapest = Batch(cheapest, columns=("branch_id", "kind"), of="Book")
    authors = Many("Author", order_by="name", at_most=10)
    loans = Many("Loan", order_by="-lent_on", at_most=200)

    @staticmethod
    def visible(v: LibraryViewer) -> Rule:
        return sees("branch") & any_of(v.librarian, Q(withdrawn=False))


class ReaderType(Type):
    """Who borrows books."""

    class Meta:
        model = models.Reader

    id = Id()
    name = Column()
    email = Column(when=lambda v: any_of(v.librarian and Q(shy=False), v.reader and Q(pk=v.reader_id)))
    branch = One("Branch", null=False)
    guardian = One("Reader", "Who answers for a child.")
    children = Many("Reader", order_by="name", at_most=20)
    loans = Many(
        "Loan",
        order_by=("-lent_on", "id"),
        at_most=100,
        where=lambda v: Q(lent_on__lte=v.today),
    )
    loan_history = Connection("Loan", source="loans", order_by=("returned_on", "-lent_on"))

    @staticmethod
    def visible(v: LibraryViewer) -> Rule:
        own = Q(pk=v.reader_id) | Q(guardian=v.reader_id)
        return sees("branch") & any_of(v.librarian, v.reader and own)


class LoanType(Type):
    """That a reader has, or had, a book."""

    class Meta:
        model = models.Loan

    id = Id()
    lent_on = Column()
    returned_on = Column()
    note = Column(when=lambda v: ("notes", "read") in v.may)
    reader = One("Reader", null=False)
    reader_id = IdOf("reader")
    book = One("Book")
    borrower = One("Reader", source="reader")
    about = OneOf("Subject", edges=("book", "borrower"))

    @staticmethod
    def visible(v: LibraryViewer) -> Rule:
        return sees("reader") & any_of(v.librarian, sees("book"), Q(returned_on__isnull=True))


class ReminderType(Type):
    """A letter about a loan that is late."""

    class Meta:
        model = models.Reminder

    id = Id()
    sent_on = Column()
    loan = One("Loan", null=False)

    @staticmethod
    def visible(v: LibraryViewer) -> Rule:
        return sees("loan") & any_of(("letters", "read") in v.may)


class Named(Interface):
    """What has a name that people call it by."""

    class Meta:
        types = ("Branch", "Author", "Reader")
        fields = {"id": "Its identifier.", "name": "What people call it."}


class Subject(Union):
    """What a loan is about: the book, or the reader, for those who do not see the book."""

    class Meta:
        types = ("Book", "Reader")
