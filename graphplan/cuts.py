"""Which part of a connection is asked for, or the error that says why there is none."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from graphplan import cursors
from graphplan.declarations.edges import Connection
from graphplan.errors import refuse
from graphplan.plans.choices import chosen, named, order_of
from graphplan.plans.cuts import Cut
from graphplan.plans.refusals import Unfit


def cut_of(member: Connection, arguments: Mapping[str, Any]) -> Cut:
    """From the arguments of a connection.

    Raises `GraphQLError` with the code `page_out_of_range` or `bad_cursor`.
    """
    order, given = order_of(member.orderings, arguments), chosen([*member.filters], arguments)
    position = partial(cursors.decode, member.place, member.orderings[order], narrowed=named(given))
    try:
        return Cut.of(position, arguments, order, given)
    except Unfit as unfit:
        refuse(unfit)
