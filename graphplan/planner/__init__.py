"""The engine that compiles: each operation once, into SQL text and generated Python that writes JSON text.

A plan serves everyone whose flags are equal. What it cannot answer, it hands to the reference engine, whole.
"""

from graphplan.planner.documents import NoPlan
from graphplan.planner.execution import Planner
from graphplan.planner.explain import explained

__all__ = ["NoPlan", "Planner", "explained"]
