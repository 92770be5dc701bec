"""The whole API: every app's part of it, put together."""

from functools import cache

from django.utils.module_loading import autodiscover_modules
from graphql import GraphQLSchema, print_schema

from jumprope.kit.graphql import api


@cache
def schema() -> GraphQLSchema:
    """The schema of all apps' declarations, checked and proved; built once."""
    for step in ("types", "queries", "mutations"):
        autodiscover_modules(f"graphql.{step}")
    whole: GraphQLSchema = api.schema().graphql_schema
    return whole


def printed() -> str:
    """The schema in GraphQL's own language, as `schema.graphql` holds it."""
    return print_schema(schema()) + "\n"
