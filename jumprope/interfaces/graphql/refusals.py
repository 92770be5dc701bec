"""What the door refuses, and how HTTP says it: each a sentence with a code, as everywhere in the product."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from graphql import GraphQLError

from jumprope.kit.errors import Refused


class RequestRefused(Refused):
    """The HTTP request is no GraphQL request that this door takes. `status` holds for every media type."""

    code = "request_invalid"
    message = _("The body is one JSON object: {fault}.")
    status: ClassVar[int] = 400

    def errors(self) -> list[dict[str, Any]]:
        """What the answer's `errors` say."""
        return [{"message": str(self), "extensions": {"code": self.code}}]


class MethodRefused(RequestRefused):
    """Anything but POST."""

    code = "method_not_allowed"
    message = _("Ask GraphQL by POST.")
    status = 405


class AnswerNotAcceptable(RequestRefused):
    """The client takes neither media type that GraphQL is answered in."""

    code = "not_acceptable"
    message = _("Answers are application/graphql-response+json or application/json.")
    status = 406


class BodyNotJSON(RequestRefused):
    """A form, which any other site could send, or an encoding that is not looked for."""

    code = "not_json"
    message = _("Send the body as application/json, in UTF-8.")
    status = 415


class BodyTooLarge(RequestRefused):
    """More bytes than a request may have, its document and its variables together."""

    code = "body_too_large"
    message = _("The body has more than {most} bytes. Send less at a time.")
    status = 413


class AnswerTooLarge(RequestRefused):
    """What this was asked through takes no answer of that size. A mutation is done all the same."""

    code = "answer_too_large"
    message = _("The answer has more bytes than can be handed over here, {most}. Ask for less at a time.")
    status = 500


class TextUnprintable(RequestRefused):
    """A text holds half a character, which JSON can spell, and no column or answer can hold."""

    code = "text_unprintable"
    message = _("Half a character stands in {place}. Take it out.")


class OtherSite(RequestRefused):
    """A page of another site had a browser send this."""

    code = "other_site"
    message = _("This comes from a page of another site.")
    status = 403


class NotSignedIn(RequestRefused):
    """There is no session, it is over, or its account is disabled."""

    code = "not_signed_in"
    message = _("Nobody is signed in. Sign in first: POST mail and password to /sign-in.")
    status = 401


class DocumentRefused(Refused):
    """The request is one for GraphQL, but its document is not run. The status of that differs by media type.

    `causes` say where in the document it fails, and what fails there.
    """

    code = "document_invalid"
    message = _("The document does not fit the schema here. schema.graphql says what does.")

    def __init__(self, causes: Iterable[GraphQLError] = (), **values: Any) -> None:
        super().__init__(**values)
        self.causes = tuple(causes) or (GraphQLError(str(self)),)

    def errors(self) -> list[dict[str, Any]]:
        """What the answer's `errors` say."""
        return [{**cause.formatted, "extensions": {"code": self.code}} for cause in self.causes]


class DocumentUnreadable(DocumentRefused):
    """A mistake of syntax."""

    code = "document_unreadable"
    message = _("This is not GraphQL.")


class DocumentTooLarge(DocumentRefused):
    """It is larger than a document that is not ours may be."""

    code = "document_too_large"
    message = _("The document has more than {most} {measure}. Ask for less at a time.")


class DocumentUnknown(DocumentRefused):
    """No document of ours goes by this id."""

    code = "document_unknown"
    message = _("There is no document with this id. Send its text as the query instead.")
