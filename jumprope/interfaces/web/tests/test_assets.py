"""Files stand under their digest, and only the ones that were looked at are served."""

import re
from hashlib import sha256
from importlib import resources

import pytest
from django.test import Client

from jumprope.interfaces.web import assets

NAMES = [
    "explorer.css",
    "explorer.js",
    "graphiql.min.css",
    "graphiql.min.js",
    "invitation.js",
    "jumprope.css",
    "jumprope.svg",
    "react-dom.production.min.js",
    "react.production.min.js",
]


def test_all_files_are_known() -> None:
    assert sorted(assets.known()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_served_whole_and_kept_for_good(name: str) -> None:
    response = Client().get(assets.known()[name].address)

    assert response.status_code == 200
    assert response.content == assets.known()[name].content
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
    assert response["Content-Type"].partition(";")[0] == kinds[name.rpartition(".")[2]]


@pytest.mark.parametrize("name", ["explorer.js", "explorer.css"])
def test_the_parts_of_graphiql_that_we_speak_of_are_there(name: str) -> None:
    ours, theirs = (assets.known()[each].content.decode() for each in (name, "graphiql.min.js"))
    parts = set(re.findall(r"[.#](graphiql-[a-z-]+)", ours))
    assert len(parts) >= 3
    assert [part for part in parts if part not in theirs] == []


@pytest.mark.parametrize("path", ["0" * 16 + "/jumprope.css", "jumprope.css", "0" * 16 + "/..%2Fassets.py"])
def test_anything_else_is_not_there(path: str) -> None:
    assert Client().get(f"/assets/{path}").status_code == 404


def test_the_address_changes_with_the_file() -> None:
    before, after = assets.Asset("a.css", b"a {}"), assets.Asset("a.css", b"b {}")

    assert before.address != after.address
    assert before.digest == sha256(b"a {}").hexdigest()


def test_a_package_whose_files_have_changed_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(assets.GRAPHIQL, "graphiql.min.js", "0" * 64)

    with pytest.raises(assets.FileChanged, match=r"graphiql\.min\.js"):
        assets.known.__wrapped__()


def test_graphiqls_files_are_those_that_were_published() -> None:
    """They were published without the line feed that the package adds to two of them."""
    folder = resources.files(assets.GRAPHIQL_PACKAGE) / "static" / assets.GRAPHIQL_PACKAGE
    published = {
        "graphiql.min.js": "9ff2ca6842eea42d47fcf53a8e8cfec9b7912474f6c4275e904b7a39830e3995",
        "graphiql.min.css": "3ac6ccf8b4077271478b4887ec050ab9e66f0dc101a32ff3e2127b8f1d5ca6c3",
    }

    for name, digest in published.items():
        assert sha256((folder / name).read_bytes().removesuffix(b"\n")).hexdigest() == digest
