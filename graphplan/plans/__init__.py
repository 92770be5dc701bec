"""What a compiled plan is made of when it runs: statements, rows, values, pages.

Nothing but Python's own library is imported from here, so that a process which only runs plans needs neither
Django nor graphql-core nor Graphene.
"""

from graphplan.plans.plan import Plan, Step, load
from graphplan.plans.refusals import Code, GaveUp, Refused, TooManyRows, Unfit
from graphplan.plans.run import Run

__all__ = ["Code", "GaveUp", "Plan", "Refused", "Run", "Step", "TooManyRows", "Unfit", "load"]
