"""What a viewer sees: all rows that pass the rules of their types, as the API reads them."""

from graphplan import ROW_BUDGET
from graphplan.executor.reading import Reading
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.viewer import Viewer

Seen = dict[str, set[int]]
"""Primary keys by the name of their type."""


def seen_by(viewer: Viewer, *types: str) -> Seen:
    """The keys of all rows of these types that the viewer sees. One query for each type."""
    schema()
    reading = Reading(api, viewer, {}, ROW_BUDGET)
    declared = api.declarations.types
    return {name: set(reading.visible(declared[name]).values_list("pk", flat=True)) for name in types}
