"""What is refused before any page is asked: a form that has expired, and what an address does not take."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from jumprope.interfaces.graphql.requests import origins_of
from jumprope.interfaces.web.sign_in import BACK, CSRF

BRINGING_BACK = {"scoring"}
"""Pages, by the names of their addresses, that show what was typed in them before, and do nothing with it."""


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django says one
    """Refuse a form without a token, or with one of a session that is over.

    So is the token of every other tab once its owner has signed in anew: what was typed there is shown again,
    to be looked at and saved. Browsers say which site's page sends a form, and another site's is not shown.
    """
    name = request.resolver_match and request.resolver_match.url_name
    if name not in BRINGING_BACK or request.headers.get("Origin") not in origins_of(request):
        return render(request, "403_csrf.html", status=403)
    kept = {field: said for field, said in request.POST.items() if field not in {CSRF, BACK}}
    context = {"onward": request.get_full_path(), "kept": kept, "back": BACK}
    return render(request, "web/expired.html", context, status=403)


class WordsForMethods:
    """A page for whoever opens an address that is only sent to: Django refuses that without a word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method != "GET":
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page
