"""Plans that were made beforehand answer as plans do, for the flags that they were made for."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate

from graphplan.artefact.loading import Artefact, Stale
from graphplan.artefact.writing import Hindrance, Source, written
from graphplan.outcomes import Outcome
from graphplan.planner import Planner
from graphplan.plans import Refused
from graphplan.session import Session
from graphplan.tests.asking import at_home, librarian
from graphplan.tests.library import factories
from graphplan.tests.library.models import Book, Branch, Loan
from graphplan.tests.library.viewer import LibraryViewer, api

BOOKS = """query Books($first: Int = 2, $after: String, $more: Boolean!) {
  home { books(first: $first, after: $after) { edges { cursor node { title pages @include(if: $more) } } } }
}"""
AUTHORS = "{ authors { name bookCount } }"
LEND = 'mutation { lendBooks(input: {readerId: "Reader:1", copies: []}) { errors { code } } }'

HERE = {"library": "1", "database": "any"}


def source(name: str, text: str) -> Source:
    node = parse(text)
    assert not validate(api.schema().graphql_schema, node)
    return Source(name, text, node)


def shapes() -> dict[str, LibraryViewer]:
    """A viewer of each shape; their branch is none."""
    nowhere = Branch(pk=0)
    return {"desk": librarian(nowhere), "nobody": librarian(nowhere, librarian=False)}


def files(*sources: Source, **changes: Any) -> Any:
    """What is written for the documents."""
    said: dict[str, Any] = {
        "made_for": HERE,
        "rows": 10,
        "more": {"GREETING": "'hello'"},
    }
    return written(api, sources, shapes(), **said | changes)


def artefact(folder: Path, made: Mapping[str, str]) -> Artefact:
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Artefact(folder, HERE)


def answer(plans: Artefact, asked: Source, viewer: LibraryViewer, shape: str, **variables: Any) -> str:
    made = plans.prepared(asked.id, variables, shape)
    return Session(viewer, made.variables, made.rows).answered(made.plan, api.refusal, {}).decode()


@pytest.fixture
def north(db: None) -> Branch:  # noqa: ARG001
    made = factories.branch(name="North")
    for title in ("Atlas", "Birds", "Clouds"):
        factories.book(branch=made, title=title)
    return made


@pytest.mark.parametrize("more", [True, False])
def test_a_plan_made_beforehand_answers_as_one_that_was_made_now(
    north: Branch, tmp_path: Path, more: bool
) -> None:
    books, desk = source("books", BOOKS), librarian(north)
    plans = artefact(tmp_path, files(books).files)

    def both(**variables: Any) -> str:
        text = answer(plans, books, desk, "desk", **variables)
        assert text == Planner(api).execute(desk, books.node, variables).text  # type: ignore[attr-defined]
        return text

    first = both(more=more)
    assert ('"pages"' in first) is more
    assert first.count('"title"') == 2
    cursor = first.partition('"cursor":"')[2].partition('"')[0]
    assert "Clouds" in both(more=more, after=cursor, first=9)


ORDERED = """query Ordered($by: BookOrder = PAGES, $first: Int, $after: String) {
  home {
    books(first: $first, after: $after, orderBy: $by) { edges { cursor node { title } } }
    newest: books(first: $first, orderBy: NEWEST) { edges { cursor } }
  }
}"""


@pytest.mark.parametrize("given", [{}, {"by": "TITLE"}, {"by": None}], ids=str)
def test_a_list_comes_in_an_order_that_is_chosen_in_the_document_or_by_a_variable(
    north: Branch, tmp_path: Path, given: dict[str, Any]
) -> None:
    ordered, desk = source("ordered", ORDERED), librarian(north)
    made = files(ordered)
    plans = artefact(tmp_path, made.files)

    def both(**variables: Any) -> str:
        text = answer(plans, ordered, desk, "desk", **variables)
        assert text == Planner(api).execute(desk, ordered.node, variables).text  # type: ignore[attr-defined]
        return text

    cursor = both(first=1, **given).partition('"cursor":"')[2].partition('"')[0]
    assert both(after=cursor, **given).count('"title"') == 2
    assert (made.hindrances, plans.runs_alone(ordered.id)) == ([], True)


def test_each_shape_has_its_plan_and_another_has_none(north: Branch, tmp_path: Path) -> None:
    books = source("books", BOOKS)
    plans = artefact(tmp_path, files(books).files)

    assert plans.knows(books.id)
    assert not plans.knows("0" * 64)
    assert "Atlas" in answer(plans, books, librarian(north), "desk", more=True)
    with pytest.raises(Refused, match="no plan for these flags"):
        answer(plans, books, at_home(factories.reader(branch=north)), "reader", more=True)


@pytest.mark.parametrize(
    "variables",
    [{}, {"more": None}, {"more": "yes"}, {"more": True, "first": "2"}],
)
def test_what_does_not_fit_is_refused_before_anything_is_asked(
    north: Branch, tmp_path: Path, variables: dict[str, Any], django_assert_num_queries: Any
) -> None:
    books = source("books", BOOKS)
    plans = artefact(tmp_path, files(books).files)

    with django_assert_num_queries(0), pytest.raises(Refused):
        answer(plans, books, librarian(north), "desk", **variables)


def test_a_cursor_of_another_list_is_refused(north: Branch, tmp_path: Path) -> None:
    books = source("books", BOOKS)
    plans = artefact(tmp_path, files(books).files)

    with pytest.raises(Refused, match="does not belong to this list"):
        answer(plans, books, librarian(north), "desk", more=True, after="x")


def test_a_document_reads_no_more_rows_than_it_may(north: Branch, tmp_path: Path) -> None:
    books = source("books", BOOKS)
    plans = artefact(tmp_path, files(books, rows=2).files)

    with pytest.raises(Refused, match="more rows than"):
        answer(plans, books, librarian(north), "desk", more=True)


@pytest.mark.django_db
def test_what_only_the_application_computes_hinders_unless_it_runs_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authors, lend = source("authors", AUTHORS), source("lend", LEND)
    factories.author(name="Ada Quill")

    def only_counting(name: str) -> bool:
        return name.endswith(":count_books")

    monkeypatch.setattr(api, "runs_alone", only_counting)
    plans = artefact(tmp_path, files(authors, lend).files)
    assert (plans.runs_alone(authors.id), plans.runs_alone(lend.id)) == (True, False)
    desk = librarian(Branch(pk=0))
    assert answer(plans, authors, desk, "desk") == '{"authors":[{"name":"Ada Quill","bookCount":null}]}'

    monkeypatch.undo()
    (tmp_path / "other").mkdir()
    assert not artefact(tmp_path / "other", files(authors).files).runs_alone(authors.id)


LEND_SOME = """mutation Lend($reader: ID!, $copies: [Copy!]!, $on: Date) {
  first: lendBooks(input: {readerId: $reader, copies: $copies, lentOn: $on}) {
    errors { code field } loans { book { title } note lentOn }
  }
  __typename
  second: renameReader(input: {readerId: $reader, name: "Bo"}) { errors { code } reader { name } }
}"""


def test_commands_are_run_as_by_plans_that_are_made_now(north: Branch, tmp_path: Path) -> None:
    lend, desk = source("lend", LEND_SOME), librarian(north)
    plans = artefact(tmp_path, files(lend).files)
    reader, atlas = factories.reader(branch=north, name="Ada"), Book.objects.get(title="Atlas")
    copies = [{"bookId": f"Book:{atlas.pk}", "note": "Handle with care."}]
    said = {"reader": f"Reader:{reader.pk}", "copies": copies, "on": "2027-01-31"}

    assert answer(plans, lend, desk, "desk", **said) == (
        '{"first":{"errors":[],"loans":[{"book":{"title":"Atlas"},"note":null,'
        '"lentOn":"2027-01-31"}]},"__typename":"Mutation","second":{"errors":[],"reader":{"name":"Bo"}}}'
    )
    assert [(loan.book, loan.note) for loan in Loan.objects.all()] == [(atlas, "Handle with care.")]

    unknown = said | {"copies": [{"bookId": "Reader:1"}]}
    text = answer(plans, lend, desk, "desk", **unknown)
    assert '"field":"copies.0.bookId"' in text
    assert text == Planner(api).execute(desk, lend.node, unknown).text  # type: ignore[attr-defined]
    assert Loan.objects.count() == 1


def test_what_was_done_is_not_done_again(north: Branch, tmp_path: Path) -> None:
    lend, desk, done = source("lend", LEND_SOME), librarian(north), dict[str, Outcome]()
    plans = artefact(tmp_path, files(lend).files)
    said = {"reader": f"Reader:{factories.reader(branch=north).pk}", "copies": [{"bookId": "Book:0"}]}
    made = plans.prepared(lend.id, said, "desk")

    for _ in range(2):
        with pytest.raises(Refused, match="a command failed"):
            Session(desk, made.variables, made.rows).answered(made.plan, api.refusal, done)
        assert done.keys() == {"first"}
    again = Planner(api).execute(desk, lend.node, said, done=done)

    assert [error.original_error for error in again.errors or ()] == [done["first"].failure]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{ __schema { queryType { name } } }", "introspection"),
        (
            "query Q(%s) { %s }"
            % (
                " ".join(f"$s{n}: Boolean!" for n in range(4)),
                " ".join(f"a{n}: __typename @skip(if: $s{n})" for n in range(4)),
            ),
            "more than 3 variables in @skip and @include",
        ),
    ],
)
def test_what_has_no_plan_is_named(text: str, what: str) -> None:
    made = files(Source("asked", text, parse(text)))
    assert made.hindrances == [Hindrance("asked", what)]


KINDS = """query Kinds($kind: Kind = NOVEL) {
  home { books(first: 9, kind: $kind) { edges { node { title } } } }
}"""


@pytest.mark.parametrize(
    ("variables", "titles"),
    [({}, 3), ({"kind": "POETRY"}, 1), ({"kind": None}, 4)],
)
def test_a_member_of_an_enumeration_is_the_default_of_a_variable(
    north: Branch, tmp_path: Path, variables: dict[str, Any], titles: int
) -> None:
    factories.book(branch=north, title="Verses", kind="poetry")
    kinds, desk = source("kinds", KINDS), librarian(north)
    made = files(kinds)
    assert not made.hindrances

    text = answer(artefact(tmp_path, made.files), kinds, desk, "desk", **variables)
    assert text == Planner(api).execute(desk, kinds.node, variables).text  # type: ignore[attr-defined]
    assert text.count('"title"') == titles


@pytest.mark.django_db
def test_lists_are_taken_and_have_defaults(tmp_path: Path) -> None:
    defined = '$ids: [ID!]! = ["1"], $at: [DateTime!] = ["2027-01-31T07:30:00+00:00"]'
    text = f"query Q({defined}) {{ home {{ name }} }}"
    asked = Source("asked", text, parse(text))
    plans = artefact(tmp_path, files(asked).files)

    noon = datetime(2027, 1, 31, 12, tzinfo=UTC)
    assert plans.prepared(asked.id, {"ids": []}, "desk").variables == {
        "ids": [],
        "at": [noon.replace(hour=7, minute=30)],
    }
    said = {"at": [noon.isoformat()]}
    assert plans.prepared(asked.id, said, "desk").variables == {"ids": ["1"], "at": [noon]}


@pytest.mark.django_db
def test_the_same_input_makes_the_same_bytes_and_equal_plans_stand_once() -> None:
    authors = source("all authors!", "{ authors { name } }")

    made = files(authors)
    assert made.files == files(authors).files
    package, plan = sorted(made.files)
    assert package == "__init__.py"
    assert plan == f"all_authors__{sha256(made.files[plan].encode()).hexdigest()[:16]}.py"


def test_a_plan_that_was_replaced_meanwhile_answers_nobody(north: Branch, tmp_path: Path) -> None:
    books, desk = source("books", BOOKS), librarian(north)
    plans = artefact(tmp_path, files(books).files)
    assert "Atlas" in answer(plans, books, desk, "desk", more=True)

    for file in tmp_path.glob("books_*.py"):
        file.write_text("def query(run): return 'of another'\n", encoding="utf-8")
    with pytest.raises(Stale, match="is not what its name says"):
        answer(plans, books, desk, "desk", more=False)

    for file in tmp_path.glob("books_*.py"):
        file.unlink()
    with pytest.raises(Stale, match="is missing"):
        answer(plans, books, desk, "desk", more=False)
    assert "Atlas" in answer(plans, books, desk, "desk", more=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("here", "said"),
    [
        ({"library": "2", "database": "any"}, "were made for library 1, and here it is 2."),
        ({**HERE, "region": "west"}, "were made for region unknown, and here it is west."),
    ],
)
def test_plans_for_something_else_are_not_loaded(tmp_path: Path, here: dict[str, str], said: str) -> None:
    plans = artefact(tmp_path, files().files)
    assert plans.more == {"GREETING": "hello"}

    with pytest.raises(Stale, match=said):
        Artefact(tmp_path, here)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Path.unlink, r"The plan .*/authors_\w+\.py is missing\."),
        (lambda file: file.write_text("x = 1"), r"The plan .*/authors_\w+\.py is not what its name says\."),
    ],
)
def test_plans_that_are_missing_or_changed_are_noticed_before_anything_is_asked(
    tmp_path: Path, change: Callable[[Path], Any], said: str
) -> None:
    artefact(tmp_path, files(source("authors", "{ authors { name } }")).files)

    change(next(tmp_path.glob("authors_*.py")))

    with pytest.raises(Stale, match=said):
        Artefact(tmp_path, HERE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MADE_FOR = {", r"__init__\.py cannot be read: SyntaxError\."),
        ("MADE_FOR = lost", r"__init__\.py cannot be read: NameError\."),
        ("", "were made for format unknown"),
    ],
)
def test_a_package_that_was_cut_off_is_noticed(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Stale, match=said):
        artefact(tmp_path, {"__init__.py": text})


def test_where_there_are_none_nothing_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Artefact(tmp_path, HERE)


def test_a_module_of_plans_imports_what_plans_may_name_and_nothing_else() -> None:
    with pytest.raises(ImportError):
        from graphplan.artefact.words import system  # noqa: F401, PLC0415
