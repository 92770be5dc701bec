"""What operators can ask the desk."""

import graphene

from graphplan import Answer
from jumprope.kit.graphql import Query
from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.access import may_read
from jumprope.operations.opsdesk.graphql.types import OpsdeskException, OpsdeskReport, OpsdeskStatus


class OpsdeskQueries(Query):
    """Vulnerabilities and their tickets."""

    opsdesk_status = Answer(
        OpsdeskStatus,
        "How the tickets of vulnerabilities stand. For operators; null to others.",
        read=reads.status,
        permitted=may_read,
    )
    opsdesk_report = Answer(
        OpsdeskReport,
        "How they went since an instant, at most a year ago. For operators; null to others.",
        read=reads.report,
        arguments={
            "since": graphene.DateTime(required=True, description="From when on, with its time zone.")
        },
        permitted=may_read,
    )
    opsdesk_exceptions = Answer(
        graphene.List(graphene.NonNull(OpsdeskException)),
        "The risks that are accepted now, the first to end first. For operators; null to others.",
        read=reads.exceptions,
        permitted=may_read,
    )
