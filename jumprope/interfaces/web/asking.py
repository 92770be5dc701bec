"""What pages show: each asks the API a document of its own, and so shows what its viewer may see, no more."""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jumprope.interfaces.graphql import documents, views
from jumprope.interfaces.graphql.documents import Document
from jumprope.interfaces.graphql.refusals import NotSignedIn
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope

FOLDER = Path(__file__).parent / "documents"

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Unanswered(RuntimeError):
    """The API has answered a page with errors: a bug, or more rows than a page can hold."""


def answer(request: HttpRequest, name: str, **variables: Any) -> dict[str, Any]:
    """What the API answers whoever is signed in to the document of this name. Raises `NotSignedIn`.

    Three statements say who asks; the document's own come after them.
    """
    viewer = views.viewer_of(request)
    document = _document(name)
    with tenant_scope(viewer.tenant_id):
        result = api.execute(viewer, document.node, variables, budget=document.rows)
    if result.errors or result.data is None:
        raise Unanswered(name) from (result.errors[0] if result.errors else None)
    return result.data


@cache
def _document(name: str) -> Document:
    return documents.of_ours((FOLDER / f"{name}.graphql").read_text(encoding="utf-8"))


def for_the_signed_in(view: View[P]) -> View[P]:
    """A page that is looked at by those who are signed in; others come to the form."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotSignedIn:
            return redirect("sign-in")

    return page
