"""`POST /graphql`: who asks, what is asked, and the one call that answers it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from jumprope.interfaces.graphql import answers, documents, requests, rules
from jumprope.interfaces.graphql.refusals import DocumentRefused, NotSignedIn, RequestRefused
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions import reads as permissions


@csrf_exempt  # see requests.check_origin
def endpoint(http: HttpRequest) -> HttpResponse:
    """Answer one GraphQL operation for whoever is signed in.

    Without a session no statement is run; with one, three say who asks: the session, its account, the
    account's roles.
    """
    media = answers.JSON
    try:
        media = answers.media_type(http)
        return _answer(http, media)
    except (RequestRefused, DocumentRefused) as refusal:
        return answers.of_refusal(refusal, media)
    except Exception as fault:
        return answers.of_fault(fault, media)


def _answer(http: HttpRequest, media: str) -> HttpResponse:
    requests.check_origin(http)
    viewer = viewer_of(http)
    request = requests.read(http)
    document = documents.of_request(request)
    schema()
    with tenant_scope(viewer.tenant_id):
        result = api.execute(
            viewer,
            document.node,
            request.variables,
            request.operation_name,
            budget=document.rows,
            done=http.META.get(rules.DONE),
        )
    return answers.of_result(result, media)


def viewer_of(http: HttpRequest) -> Viewer:
    """Whoever is signed in. Raises `NotSignedIn`. At most three statements."""
    account = http.user
    if not account.is_authenticated:
        raise NotSignedIn
    return permissions.viewer_of(
        tenant_id=account.tenant_id, time_zone=account.tenant.time_zone, account_id=account.pk
    )
