"""`/graphql`: GraphiQL for people, where there is nobody's data to be seen, and the API for programs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from jumprope.interfaces.graphql import examples
from jumprope.interfaces.graphql.views import endpoint, viewer_of


@csrf_exempt  # see graphql.requests.check_origin
def graphql(request: HttpRequest) -> HttpResponse:
    """The page for a browser that comes by, in the demo; to all else the API answers."""
    if settings.DEMO and request.method == "GET" and request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        return _page(request)
    return endpoint(request)
