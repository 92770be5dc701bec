"""The reference engine: graphql-core, with resolvers that read for all rows of an edge at once.

It reads the declarations plainly and leaves nothing out: every row comes out of `visible`, every `sees(edge)`
is an IN over visible rows. What a faster engine answers is measured against this one.
"""

from graphplan.executor.execution import Executor

__all__ = ["Executor"]
