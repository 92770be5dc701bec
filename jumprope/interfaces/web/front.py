"""The front page: what this is, or what is one's own; and in the demo whom to sign in as and what to ask."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jumprope.interfaces.cli.demo.districts import PASSWORD
from jumprope.interfaces.cli.demo.told import told
from jumprope.interfaces.graphql import documents
from jumprope.interfaces.graphql.views import viewer_of
from jumprope.interfaces.web.asking import answer


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Answers everyone, signed in or not."""
    context: dict[str, Any] = {"demo": settings.DEMO}
    if request.user.is_authenticated:
        context |= _own(request)
    if settings.DEMO:
        context |= {"districts": told(), "password": PASSWORD, "documents": documents.trusted().values()}
    return render(request, "web/front.html", context)


def _own(request: HttpRequest) -> dict[str, Any]:
    """One's sections and students; the courses that one may see, for those who have neither."""
    viewer = viewer_of(request)
    own = answer(viewer, "home")
    if any(own.values()):
        return {"own": own}
    return {"own": own, "courses": answer(viewer, "courses", after=request.GET.get("after"))["courses"]}
