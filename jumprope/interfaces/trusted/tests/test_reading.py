"""Which requests the quick door takes: no more than the ordinary one, and never with another meaning."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest

from jumprope.interfaces.graphql import answers, requests, rules
from jumprope.interfaces.graphql.refusals import RequestRefused
from jumprope.interfaces.trusted import reading
from jumprope.interfaces.trusted.reading import Asked
from jumprope.interfaces.trusted.tests.environs import SESSION, an_environ

DOCUMENT = "0" * 64


def ordinary(environ: dict[str, Any]) -> Asked | None:
    """What the ordinary door takes from a request, if it takes it."""
    http: HttpRequest = WSGIRequest(environ)
    try:
        http.get_host()
        media = answers.media_type(http)
        requests.check_origin(http)
        request = requests.read(http)
    except (RequestRefused, DisallowedHost):
        return None
    return Asked(request.document_id or "", request.variables, http.COOKIES.get("sessionid", ""), media)


TAKEN: dict[str, dict[str, Any]] = {
    "plain": {},
    "with its charset": {"CONTENT_TYPE": "Application/JSON; charset=UTF-8"},
    "of a page of ours": {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"},
    "by TLS": {"wsgi.url_scheme": "https", "HTTP_ORIGIN": "https://testserver"},
    "with other cookies": {"HTTP_COOKIE": f"a=b; sessionid={SESSION};c"},
    "to a port": {"HTTP_HOST": "testserver:8000"},
    "with nulls": {"body": {"documentId": DOCUMENT, "query": None, "variables": None, "extensions": {}}},
    "with variables": {"body": {"documentId": DOCUMENT, "variables": {"a": ["b", None]}}},
    **{f"that accepts {accept}": {"HTTP_ACCEPT": accept} for accept in reading.MEDIA if accept},
}

LEFT: dict[str, dict[str, Any]] = {
    "a GET": {"REQUEST_METHOD": "GET"},
    "another address": {"PATH_INFO": "/graphql/"},
    "an address below another": {"SCRIPT_NAME": "/graphql", "PATH_INFO": ""},
    "no session": {"HTTP_COOKIE": None},
    "a session that is none": {"HTTP_COOKIE": "sessionid=../../etc"},
    "two sessions": {"HTTP_COOKIE": f"sessionid={SESSION}; sessionid={'b' * 32}"},
    "a form": {"CONTENT_TYPE": "application/x-www-form-urlencoded"},
    "no type": {"CONTENT_TYPE": None},
    "another charset": {"CONTENT_TYPE": "application/json; charset=utf-16"},
    "a charset that is none": {"CONTENT_TYPE": "application/json; charset*=nope''x"},
    "half a character": {"body": b'{"documentId": "a", "variables": {"a": "\\ud800"}}'},
    "another site": {"HTTP_ORIGIN": "http://attacker.example"},
    "another scheme": {"HTTP_ORIGIN": "https://testserver"},
    "no origin that has a name": {"HTTP_ORIGIN": "null"},
    "a neighbouring site": {"HTTP_SEC_FETCH_SITE": "same-site"},
    "an empty relation": {"HTTP_SEC_FETCH_SITE": ""},
    "another host": {"HTTP_HOST": "attacker.example"},
    "no host": {"HTTP_HOST": None},
    "a host that is none": {"HTTP_HOST": "testserver/x"},
    "HTML": {"HTTP_ACCEPT": "text/html"},
    "a wish that is rare": {"HTTP_ACCEPT": "application/json;q=0.2, application/*;q=0.3"},
    "a query": {"body": {"query": "{ __typename }"}},
    "both": {"body": {"query": "{ __typename }", "documentId": DOCUMENT}},
    "a name for the operation": {"body": {"documentId": DOCUMENT, "operationName": "A"}},
    "a list": {"body": [{"documentId": DOCUMENT}]},
    "no JSON": {"body": b"{"},
    "no number": {"body": b'{"documentId": "a", "variables": {"a": NaN}}'},
    "no length": {"CONTENT_LENGTH": None},
    "a length that is none": {"CONTENT_LENGTH": "-1"},
    "too much": {"CONTENT_LENGTH": str(rules.BODY + 1)},
    "less than it says": {"body": b'{"documentId": "a"', "CONTENT_LENGTH": "100"},
}


@pytest.mark.parametrize("request_", TAKEN.values(), ids=TAKEN.keys())
def test_what_is_taken_means_what_it_means_to_the_ordinary_door(request_: dict[str, Any]) -> None:
    taken = reading.asked(an_environ(**request_))

    assert taken is not None
    assert taken == ordinary(an_environ(**request_))
    assert (taken.document_id, taken.session) == (DOCUMENT, SESSION)


@pytest.mark.parametrize("request_", LEFT.values(), ids=LEFT.keys())
def test_what_is_not_plainly_right_is_left_to_the_ordinary_door_whole(request_: dict[str, Any]) -> None:
    environ, untouched = an_environ(**request_), an_environ(**request_)

    assert reading.asked(environ) is None
    assert environ["wsgi.input"].read() == untouched["wsgi.input"].read()


def test_a_site_that_the_settings_trust_may_ask_too(settings: LazySettings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://gradebook.example"]

    assert reading.asked(an_environ(HTTP_ORIGIN="https://gradebook.example"))


@pytest.mark.parametrize(
    ("hosts", "debug", "host", "taken"),
    [
        (["grades.example"], False, "grades.example", True),
        ([".grades.example"], False, "www.grades.example:443", True),
        (["grades.example"], False, "www.grades.example", False),
        (["*"], False, "anything.example", True),
        ([], True, "127.0.0.1:8000", True),
        ([], True, "a.localhost", True),
        ([], True, "grades.example", False),
        ([], False, "127.0.0.1", False),
        (["grades.example"], True, "127.0.0.1", False),
    ],
)
def test_a_host_is_answered_for_as_the_settings_say(
    settings: LazySettings, hosts: list[str], debug: bool, host: str, taken: bool
) -> None:
    settings.ALLOWED_HOSTS, settings.DEBUG = hosts, debug

    assert bool(reading.asked(an_environ(HTTP_HOST=host))) is taken
    assert bool(ordinary(an_environ(HTTP_HOST=host))) is taken


def test_the_door_knows_every_setting_that_decides_what_a_request_means(settings: LazySettings) -> None:
    """Who changes one of these tells the quick door too."""
    assert settings.SECURE_PROXY_SSL_HEADER is None
    assert not settings.SECURE_SSL_REDIRECT
    assert not settings.USE_X_FORWARDED_HOST
    assert settings.FORCE_SCRIPT_NAME is None
    assert not settings.PREPEND_WWW
    assert not settings.DISALLOWED_USER_AGENTS
    assert not settings.SESSION_SAVE_EVERY_REQUEST
    assert settings.SECRET_KEY_FALLBACKS == []
    assert settings.MIDDLEWARE == [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "jumprope.interfaces.web.headers.SafeHeaders",
        "jumprope.interfaces.web.refused.WordsForMethods",
        "axes.middleware.AxesMiddleware",
    ]
