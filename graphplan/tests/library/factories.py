"""Rows of the library, with nothing said but what matters."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from graphplan.tests.library.models import Author, Authorship, Book, Branch, Loan, Reader, Reminder

_numbers = count(1)


def branch(**said: Any) -> Branch:
    """A branch."""
    return Branch.objects.create(**{"name": f"Branch {next(_numbers)}", **said})


def author(**said: Any) -> Author:
    """An author without books."""
    return Author.objects.create(**{"name": f"Author {next(_numbers)}", **said})


def book(branch: Branch, *authors: Author, **said: Any) -> Book:
    """A novel, by these authors."""
    made = Book.objects.create(
        **{
            "branch": branch,
            "title": f"Book {next(_numbers)}",
            "kind": "novel",
            "price": "9.50",
            "bought_at": datetime(2025, 3, 1, 9, 30, tzinfo=UTC),
            **said,
        }
    )
    for one in authors:
        authorship(made, one)
    return made


def authorship(book: Book, author: Author, part: str = "text") -> Authorship:
    """That an author wrote a part of a book."""
    return Authorship.objects.create(book=book, author=author, part=part)


def reader(branch: Branch, **said: Any) -> Reader:
    """A grown reader."""
    number = next(_numbers)
    defaults = {"branch": branch, "name": f"Reader {number}", "email": f"{number}@readers.example"}
    return Reader.objects.create(**{**defaults, **said})


def loan(reader: Reader, book: Book, **said: Any) -> Loan:
    """A loan that is still out."""
    return Loan.objects.create(**{"reader": reader, "book": book, "lent_on": date(2026, 2, 1), **said})


def reminder(loan: Loan, **said: Any) -> Reminder:
    """A letter."""
    return Reminder.objects.create(**{"loan": loan, "sent_on": date(2026, 3, 1), **said})
