"""`/graphql`: the API for programs, and in the demo GraphiQL for people who come by with a browser."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from jumprope.interfaces.graphql import examples, views
from jumprope.interfaces.web.asking import for_the_signed_in
from jumprope.kit.viewer import Viewer


@csrf_exempt  # see graphql.requests.check_origin
def graphql(request: HttpRequest) -> HttpResponse:
    """A page for a browser's GET, in the demo; the API's answer to all else."""
    kinds = ["application/json", "text/html"]
    if settings.DEMO and request.method == "GET" and request.get_preferred_type(kinds) == "text/html":
        return _explorer(request)
    return views.endpoint(request)


@for_the_signed_in
def _explorer(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """GraphiQL with a tab for each example, first the one that is asked for. Nobody sees it without a
    session.
    """
    wanted = request.GET.get("document")
    tabs = sorted(examples.of(viewer), key=lambda example: example.document.name != wanted)
    return render(request, "web/explorer.html", {"tabs": [_tab(example) for example in tabs]})


def _tab(example: examples.Example) -> dict[str, str]:
    return {
        "query": example.document.text,
        "variables": json.dumps(example.variables, indent=2) if example.variables else "",
    }
