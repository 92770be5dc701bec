"""`jumprope print-schema` prints the API that is served."""

from graphql import build_schema, print_schema

from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.interfaces.graphql.schema import schema


def test_the_schema_is_printed_whole_and_nothing_else(jumprope: JumpRope) -> None:
    ended = jumprope("print-schema")
    assert (ended.status, ended.complaint) == (0, "")
    assert print_schema(build_schema(ended.output)) == print_schema(schema())
    assert ended.output.endswith("}\n")
