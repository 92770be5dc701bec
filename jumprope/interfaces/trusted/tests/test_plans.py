"""Plans of our documents depend on whom they are for, and not on whom others were made for before."""

from graphql import parse

from graphplan.planner import Planner
from jumprope.interfaces.graphql.documents import trusted
from jumprope.interfaces.graphql.schema import schema
from jumprope.interfaces.trusted.compiling import _shapes
from jumprope.kit.graphql import api


def test_a_plan_is_the_same_whoever_it_was_made_for_before() -> None:
    schema()
    document = parse(next(one.text for one in trusted().values() if one.name == "gradebook"))
    viewers, planner = [*_shapes().values()], Planner(api)

    sources = [planner.plan(viewer, document).source for viewer in (*viewers, *viewers[::-1])]

    assert sources == sources[::-1]
    assert sources[: len(viewers)] == [Planner(api).plan(viewer, document).source for viewer in viewers]
    assert len(set(sources)) > len(viewers) / 2
