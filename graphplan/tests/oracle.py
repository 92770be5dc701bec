"""Who should see what of the library, in plain Python over all rows: no `Q`, no declaration."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from graphplan.tests.asking import TODAY
from graphplan.tests.library.models import Author, Authorship, Book, Branch, Loan, Reader, Reminder

MODELS = {
    "Branch": Branch,
    "Author": Author,
    "Book": Book,
    "Reader": Reader,
    "Loan": Loan,
    "Reminder": Reminder,
}

DOCUMENTS = {
    "Branch": "id name books { edges { node { id } } } readers { edges { node { id } } }",
    "Author": "id name bornOn books { id } texts { id } allBooks { edges { node { id } } }",
    "Book": """id title price barcode branch { id } branchId reprintOf { id } cheapest { id }
               authors { id } loans { id }""",
    "Reader": """id name email branch { id } guardian { id } children { id } loans { id }
                 loanHistory { edges { node { id } } }""",
    "Loan": """id note reader { id } readerId book { id } borrower { id }
               about { ... on Book { id } ... on Reader { id } }""",
    "Reminder": "id sentOn loan { id }",
}
"""What to ask of each type: every field that has a rule, and every edge."""

LATEST, EARLIEST = date.max, date.min


class Oracle:
    """Answers for one viewer, given as plain values."""

    def __init__(
        self,
        branch: int,
        *,
        reader: int | None = None,
        is_librarian: bool = False,
        is_reader: bool = False,
        may: Iterable[tuple[str, str]] = (),
        priced: Iterable[str] = (),
    ) -> None:
        self.branch, self.reader, self.may, self.priced = branch, reader, set(may), set(priced)
        self.is_librarian, self.is_reader = is_librarian, is_reader
        self.rows: dict[str, dict[int, Any]] = {
            name: {row.pk: row for row in model._default_manager.all()} for name, model in MODELS.items()
        }
        self.authorships = list(Authorship.objects.all())

    def sees(self, name: str, key: int | None) -> bool:
        """Whether the row may be seen."""
        if key is None:
            return False
        row, rule = self.rows[name][key], getattr(self, f"_sees_{name.lower()}")
        return bool(rule(row))

    def _sees_branch(self, row: Branch) -> bool:
        return row.pk == self.branch

    def _sees_author(self, _row: Author) -> bool:
        return True

    def _sees_book(self, row: Book) -> bool:
        return row.branch_id == self.branch and (self.is_librarian or not row.withdrawn)

    def _sees_reader(self, row: Reader) -> bool:
        own = self.reader is not None and self.reader in (row.pk, row.guardian_id)
        return row.branch_id == self.branch and (self.is_librarian or (self.is_reader and own))

    def _sees_loan(self, row: Loan) -> bool:
        return self.sees("Reader", row.reader_id) and (
            self.is_librarian or self.sees("Book", row.book_id) or row.returned_on is None
        )

    def _sees_reminder(self, row: Reminder) -> bool:
        return self.sees("Loan", row.loan_id) and ("letters", "read") in self.may

    # ---- what is answered ----

    def answer(self, name: str, key: int) -> dict[str, Any] | None:
        """What the document of this type should come to for this row."""
        if not self.sees(name, key):
            return None
        row = self.rows[name][key]
        fields: dict[str, Any] = getattr(self, f"_{name.lower()}")(row)
        return {"id": f"{name}:{key}", **fields}

    def _one(self, name: str, key: int | None) -> dict[str, str] | None:
        return {"id": f"{name}:{key}"} if self.sees(name, key) else None

    def _list(self, name: str, rows: Iterable[Any], order: Callable[[Any], Any]) -> list[dict[str, str]]:
        visible = [row for row in rows if self.sees(name, row.pk)]
        return [{"id": f"{name}:{row.pk}"} for row in sorted(visible, key=order)]

    def _connection(self, name: str, rows: Iterable[Any], order: Callable[[Any], Any]) -> dict[str, Any]:
        return {"edges": [{"node": node} for node in self._list(name, rows, order)]}

    def _branch(self, row: Branch) -> dict[str, Any]:
        books = [book for book in self.rows["Book"].values() if book.branch_id == row.pk]
        readers = [reader for reader in self.rows["Reader"].values() if reader.branch_id == row.pk]
        return {
            "name": row.name,
            "books": self._connection("Book", books, lambda book: (book.title, book.pk)),
            "readers": self._connection("Reader", readers, lambda reader: (reader.name, -reader.pk)),
        }

    def _author(self, row: Author) -> dict[str, Any]:
        parts = [a for a in self.authorships if a.author_id == row.pk]
        books = [self.rows["Book"][key] for key in {part.book_id for part in parts}]
        texts = [self.rows["Book"][key] for key in {part.book_id for part in parts if part.part == "text"}]

        def newest_first(book: Book) -> Any:
            published = (book.published_on or EARLIEST).toordinal()
            return (-published, book.title, book.pk)

        return {
            "name": row.name,
            "bornOn": row.born_on and row.born_on.isoformat(),
            "books": self._list("Book", books, newest_first),
            "texts": self._list("Book", texts, lambda book: book.pk),
            "allBooks": self._connection("Book", books, newest_first),
        }

    def _book(self, row: Book) -> dict[str, Any]:
        alike = [b for b in self.rows["Book"].values() if (b.branch_id, b.kind) == (row.branch_id, row.kind)]
        cheapest = min(alike, key=lambda book: (book.price, book.pk))
        authors = [
            self.rows["Author"][key] for key in {a.author_id for a in self.authorships if a.book_id == row.pk}
        ]
        loans = [loan for loan in self.rows["Loan"].values() if loan.book_id == row.pk]
        return {
            "title": row.title,
            "price": self._price(row) if self.is_librarian or row.kind in self.priced else None,
            "barcode": None if row.barcode is None or not self.is_librarian else str(row.barcode),
            "branch": self._one("Branch", row.branch_id),
            "branchId": f"Branch:{row.branch_id}",
            "reprintOf": self._one("Book", row.reprint_of_id),
            "cheapest": self._one("Book", cheapest.pk),
            "authors": self._list("Author", authors, lambda author: (author.name, author.pk)),
            "loans": self._list("Loan", loans, lambda loan: (-loan.lent_on.toordinal(), loan.pk)),
        }

    def _price(self, row: Book) -> str:
        return f"{row.price:f}".rstrip("0").rstrip(".")

    def _reader(self, row: Reader) -> dict[str, Any]:
        mail = (self.is_librarian and not row.shy) or (self.is_reader and row.pk == self.reader)
        children = [child for child in self.rows["Reader"].values() if child.guardian_id == row.pk]
        loans = [loan for loan in self.rows["Loan"].values() if loan.reader_id == row.pk]
        begun = [loan for loan in loans if loan.lent_on <= TODAY]
        return {
            "name": row.name,
            "email": row.email if mail else None,
            "branch": self._one("Branch", row.branch_id),
            "guardian": self._one("Reader", row.guardian_id),
            "children": self._list("Reader", children, lambda child: (child.name, child.pk)),
            "loans": self._list("Loan", begun, lambda loan: (-loan.lent_on.toordinal(), loan.pk)),
            "loanHistory": self._connection(
                "Loan",
                loans,
                lambda loan: (loan.returned_on or EARLIEST, -loan.lent_on.toordinal(), loan.pk),
            ),
        }

    def _loan(self, row: Loan) -> dict[str, Any]:
        return {
            "note": row.note if ("notes", "read") in self.may else None,
            "reader": self._one("Reader", row.reader_id),
            "readerId": f"Reader:{row.reader_id}",
            "book": self._one("Book", row.book_id),
            "borrower": self._one("Reader", row.reader_id),
            "about": self._one("Book", row.book_id) or self._one("Reader", row.reader_id),
        }

    def _reminder(self, row: Reminder) -> dict[str, Any]:
        return {"sentOn": row.sent_on.isoformat(), "loan": self._one("Loan", row.loan_id)}
