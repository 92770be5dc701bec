"""What pages show: each asks the API a document of its own, and so shows what its viewer may see, no more."""

import json
from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from graphplan import Code
from jumprope.interfaces.graphql import documents, views
from jumprope.interfaces.graphql.documents import Document
from jumprope.interfaces.graphql.refusals import NotSignedIn
from jumprope.interfaces.web import sign_in
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer

FOLDER = Path(__file__).parent / "documents"

Said = Mapping[str, Any]
"""An object of the API's answer."""

P = ParamSpec("P")


class Unanswered(RuntimeError):
    """The API has answered a page with errors: a bug, or more rows than a page can hold."""


def answer(viewer: Viewer, name: str, **variables: Any) -> Said:
    """What the API answers a viewer to the document of this name.

    Raises `Unanswered`; `Http404` for a cursor of an address that leads nowhere.
    """
    document = _document(name)
    with tenant_scope(viewer.tenant_id):
        result = api.execute(viewer, document.node, variables, budget=document.rows)
    if any((error.extensions or {}).get("code") == Code.BAD_CURSOR for error in result.errors or ()):
        raise Http404
    if result.errors or result.data is None:
        raise Unanswered(name) from (result.errors[0] if result.errors else None)
    return result.data


@cache
def _document(name: str) -> Document:
    return documents.of_ours((FOLDER / f"{name}.graphql").read_text(encoding="utf-8"))


def for_the_signed_in(
    view: Callable[Concatenate[HttpRequest, Viewer, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for whoever is signed in, its viewer. Three statements say who.

    Others come to the form for signing in, and from there to this page. Who was signed out meanwhile and
    sends something is told that it was not saved; the form for signing in carries it along.
    """

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            viewer = views.viewer_of(request)
        except NotSignedIn:
            onward = request.get_full_path()
            if request.method == "POST":
                problem = _("You were signed out, so nothing was saved. Sign in, and what you typed is back.")
                kept = json.dumps(request.POST.dict())
                return sign_in.form(request, status=401, problem=problem, onward=onward, kept=kept)
            return redirect(f"{reverse('sign-in')}?{urlencode({'next': onward})}")
        return view(request, viewer, *args, **kwargs)

    return page
