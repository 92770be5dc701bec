"""`/join/maple-valley#…`: where a guardian who was invited chooses a password, once.

What opens the invitation stands behind the `#`, which browsers keep to themselves: no log of a server and no
proxy has it. The page's script sends it in a form; without scripts it can be pasted there.
"""

from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jumprope.kit.errors import Refused
from jumprope.school.people import reads
from jumprope.school.people import writes as people


@sensitive_post_parameters("token", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, tenant: str) -> HttpResponse:
    """The way in; the form for the password; and what it sends: a password, twice. Then the guardian signs in
    like everyone else.

    Whatever is wrong with the invitation, the answer is the same: nobody learns who was invited.
    """
    if request.method != "POST":
        return render(request, "web/invitation.html")
    token = request.POST.get("token", "").strip()
    invited = reads.invited(tenant=tenant, token=token)
    if invited is None:
        return render(request, "web/not_invited.html", status=404)
    if "password" not in request.POST:
        return _form(request, invited.email)
    return _accept(request, invited, token)


def _accept(request: HttpRequest, invited: reads.Invited, token: str) -> HttpResponse:
    password = request.POST["password"]
    if password != request.POST.get("again", ""):
        return _form(request, invited.email, problem=_("These are two different passwords."))
    try:
        people.accept_invitation(viewer=invited.viewer, token=token, password=password)
    except people.InvitationOver:  # somebody was quicker, with the same link
        return render(request, "web/not_invited.html", status=404)
    except Refused as refusal:
        return _form(request, invited.email, problem=" ".join(one.message for one in refusal.problems))
    response = redirect("sign-in")
    response.status_code = 303  # whatever was sent is not sent again
    return response


def _form(request: HttpRequest, email: str, *, problem: str = "") -> HttpResponse:
    status = 400 if problem else 200
    context = {
        "email": email,
        "problem": problem,
        "token": request.POST["token"],
        "rules": password_validators_help_texts(),
    }
    return render(request, "web/join.html", context, status=status)
