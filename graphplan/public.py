"""All that an application imports from `graphplan`."""

from graphplan.api import Api
from graphplan.collation import ByCodePoint
from graphplan.declarations.abstracts import FindAny, FindEach, OneOf
from graphplan.declarations.classes import Input, Interface, Mutation, Query, Structure, Type, Union
from graphplan.declarations.edges import Connection, IdOf, ListOf, Many, One
from graphplan.declarations.fields import Batch, Column, Expression, Id, Nested
from graphplan.declarations.filters import AtLeast, AtMost, Contains, Equals, Lacks, LeadsTo
from graphplan.declarations.operations import Written
from graphplan.declarations.orders import Orders
from graphplan.declarations.roots import Answer, Find, Mine
from graphplan.declarations.structures import IdInput
from graphplan.engine import ROW_BUDGET, Engine, TextResult
from graphplan.errors import Code, DeclarationError
from graphplan.plans.scalars import to_json
from graphplan.rules import ALL, NOBODY, Grant, Rule, any_of, sees
from graphplan.scalars import JSON, BigInteger, Date, Decimal, Time, enum_of
from graphplan.viewer import Flag, Flags, Param, Params, Viewer, per_viewer

__all__ = [
    "ALL",
    "JSON",
    "NOBODY",
    "ROW_BUDGET",
    "Answer",
    "Api",
    "AtLeast",
    "AtMost",
    "Batch",
    "BigInteger",
    "ByCodePoint",
    "Code",
    "Column",
    "Connection",
    "Contains",
    "Date",
    "Decimal",
    "DeclarationError",
    "Engine",
    "Equals",
    "Expression",
    "Find",
    "FindAny",
    "FindEach",
    "Flag",
    "Flags",
    "Grant",
    "Id",
    "IdInput",
    "IdOf",
    "Input",
    "Interface",
    "Lacks",
    "LeadsTo",
    "ListOf",
    "Many",
    "Mine",
    "Mutation",
    "Nested",
    "One",
    "OneOf",
    "Orders",
    "Param",
    "Params",
    "Query",
    "Rule",
    "Structure",
    "TextResult",
    "Time",
    "Type",
    "Union",
    "Viewer",
    "Written",
    "any_of",
    "enum_of",
    "per_viewer",
    "sees",
    "to_json",
]
