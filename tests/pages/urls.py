"""The product's addresses, and one at which everything goes wrong."""

from typing import NoReturn

from django.http import HttpRequest
from django.urls import path

from config import urls


def broken(_request: HttpRequest) -> NoReturn:
    """Fail, as a page with a fault would."""
    raise ZeroDivisionError


urlpatterns = [*urls.urlpatterns, path("broken", broken)]
