"""Headers of every answer: nothing is run but our own files, nothing is framed, nothing is kept."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class SafeHeaders:
    """What Django's own middleware leaves out. An answer that has set one of these for itself keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # A page with a child's scores must not wait in a cache for the next one at this computer.
        response.headers.setdefault("Cache-Control", "no-store")
        return response
