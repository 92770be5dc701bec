"""The door for web servers."""

from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from config.wsgi import application


@pytest.mark.parametrize("path", ["/graphql", "/sign-in"])
@pytest.mark.django_db
def test_a_type_that_cannot_be_read_is_answered_as_none(path: str) -> None:
    answered: dict[str, str] = {}
    for content_type in ("application/json; charset*=nope''x", ""):
        environ = {"PATH_INFO": path, "REQUEST_METHOD": "POST", "HTTP_HOST": "testserver"}
        setup_testing_defaults(environ)
        environ |= {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": "2"}
        with BytesIO(b"{}") as body:
            list(
                application(
                    environ | {"wsgi.input": body},
                    lambda status, *_: answered.setdefault(content_type, status),  # type: ignore[arg-type]  # noqa: B023
                )
            )
    assert len(set(answered.values())) == 1
    assert answered[""][:3] == {"/graphql": "415", "/sign-in": "403"}[path]
