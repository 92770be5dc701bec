"""Signing in and out. Whoever wanted to see a page of ours goes on to it; no request leads away from here."""

import json
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from jumprope.interfaces.graphql.answers import CHALLENGE
from jumprope.kit.tenancy import tenant_scope

BACK = "back"
"""The field that says of a form: this was typed before its owner signed in again, show it and do nothing."""

CSRF = "csrfmiddlewaretoken"
"""The field that says of a form that a page of ours sends it."""


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; and what it sends: mail, password, and the tenant's slug where the mail is known to several.

    An email address that nobody has is answered like a wrong password, and as late. A session that was there
    before is over: nobody can have someone else sign in to a session of theirs.
    """
    if request.method != "POST":
        return form(request, status=200, onward=request.GET.get("next", ""))
    onward = request.POST.get("next", "")
    account = authenticate(
        request,
        email=request.POST.get("mail", ""),
        password=request.POST.get("password", ""),
        tenant=request.POST.get("tenant", ""),
    )
    if account is None:
        problem = _("There is no account with this email address and password.")
        return form(request, status=401, problem=problem, onward=onward)
    request.session.flush()
    with tenant_scope(account.tenant_id):  # the account's last sign-in is written
        login(request, account)
    if not _is_ours(onward):
        return _to(reverse("front"))
    if kept := _kept(request.POST.get("kept", "")):
        return render(request, "web/kept.html", {"onward": onward, "kept": kept, "back": BACK})
    return _to(onward)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; signed out already, do nothing."""
    logout(request)
    return _to(reverse("front"))


def digest(_request: HttpRequest, credentials: Mapping[str, str]) -> str:
    """What failures to sign in are counted under: the same for all spellings of an email address, telling
    none.
    """
    return salted_hmac(
        "failures to sign in", credentials["email"].strip().casefold(), algorithm="sha256"
    ).hexdigest()


def wait(request: HttpRequest, _response: HttpResponse, _credentials: Mapping[str, str]) -> HttpResponse:
    """The answer to someone who has failed too often."""
    pause: timedelta = settings.AXES_COOLOFF_TIME
    minutes = pause // timedelta(minutes=1)
    problem = ngettext(
        "Too many attempts failed. Try again in %(minutes)s minute.",
        "Too many attempts failed. Try again in %(minutes)s minutes.",
        minutes,
    )
    onward = request.POST.get("next", "")
    response = form(request, status=429, problem=problem % {"minutes": minutes}, onward=onward)
    response["Retry-After"] = str(int(pause.total_seconds()))
    return response


def form(
    request: HttpRequest, *, status: int, problem: str = "", onward: str = "", kept: str = ""
) -> HttpResponse:
    """The form; `onward` is the address of ours that it leads to, without any the front page.

    `kept` is what was to be sent there, as JSON. It goes with the form and is nowhere stored.
    """
    typed = {
        "mail": request.POST.get("mail", ""),
        "tenant": request.POST.get("tenant", ""),
        "next": onward,
        "kept": kept or request.POST.get("kept", ""),
    }
    response = render(request, "web/sign_in.html", {"problem": problem, "typed": typed}, status=status)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = CHALLENGE
    return response


def _kept(said: str) -> dict[str, str]:
    """What was to be sent before the session ended, without its token; nothing for anything else."""
    try:
        fields = json.loads(said)
    except (RecursionError, ValueError):
        return {}
    if not isinstance(fields, dict):
        return {}
    return {name: str(value) for name, value in fields.items() if name != CSRF}


def _is_ours(address: str) -> bool:
    """Whether this is an address on this very site, whatever it is that browsers make of it."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def _to(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303  # whatever was sent is not sent again
    return response
