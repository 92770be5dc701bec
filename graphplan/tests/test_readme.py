"""What README.md shows works as it says."""

import re
from pathlib import Path
from typing import Any

import graphql
import pytest

import graphplan.public
from graphplan.tests.asking import ask, librarian
from graphplan.tests.library import factories
from graphplan.tests.library.types import BOOK_FILTERS

README = (Path(__file__).parent.parent / "README.md").read_text()

TABLE = re.compile(r"^\| in `([\w/]+)`.*\n\|---.*\n((?:\|.*\n)+)", re.MULTILINE)
"""A folder, and the rows of the modules in it."""

LIBRARY_TYPES = (Path(__file__).parent / "library" / "types.py").read_text()


def blocks(language: str) -> list[str]:
    """The examples in one language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.django_db
def test_the_choices_that_it_shows_are_the_librarys() -> None:
    branch = factories.branch()
    for title in ("The Sea", "Seasons", "Elsewhere"):
        factories.book(branch, title=title)
    said = eval(blocks("python")[4].removeprefix("books = "), vars(graphplan.public))  # noqa: S307
    assert said.filters.keys() == {*BOOK_FILTERS} - {"pages", "published_until"}
    assert {name: type(one) for name, one in said.filters.items()}.items() <= {
        (name, type(one)) for name, one in BOOK_FILTERS.items()
    }
    page = ask(librarian(branch), blocks("graphql")[1]).data["books"]
    assert {edge["node"]["title"] for edge in page["edges"]} == {"The Sea", "Seasons"}


def test_the_interface_that_it_shows_is_the_librarys() -> None:
    assert blocks("python")[3].strip() in LIBRARY_TYPES


@pytest.mark.django_db
def test_the_example_answers_its_query(django_assert_num_queries: Any) -> None:
    branch = factories.branch()
    reader = factories.reader(branch, name="Ines", email="ines@readers.example")
    loans = [factories.loan(reader, factories.book(branch)) for _ in range(3)]
    declared: dict[str, Any] = {"__name__": "example", "graphql": graphql}
    exec(blocks("python")[0].replace("from library", "from graphplan.tests.library"), declared)  # noqa: S102
    text = blocks("graphql")[0].replace("Reader:1", f"Reader:{reader.pk}")
    assert graphql.validate(declared["api"].schema().graphql_schema, graphql.parse(text)) == []
    code = blocks("python")[1].replace("reader_id=1", f"reader_id={reader.pk}")
    with django_assert_num_queries(2):
        exec(code, {**declared, "text": text})  # noqa: S102
    result = declared["api"].execute(declared["LibraryViewer"](reader_id=reader.pk), graphql.parse(text))
    loan = {"lentOn": "2026-02-01", "reader": {"name": "Ines"}}
    assert result.errors is None
    assert result.data == {
        "reader": {"name": "Ines", "email": "ines@readers.example", "loans": [loan] * len(loans)}
    }


def test_it_says_of_every_module_where_it_stands() -> None:
    package = Path(graphplan.public.__file__).parent
    files = (*package.glob("*.py"), *package.glob("[!t]*/*.py"))
    modules = [f"{file.parent.name}/{file.stem}" for file in files if file.stem != "__init__"]
    said = [
        f"{folder}{name}"
        for folder, rows in TABLE.findall(README)
        for names in re.findall(r"^\| (`.*?) \|", rows, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", names)
    ]
    assert sorted(said) == sorted(modules)
