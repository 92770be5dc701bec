"""Who asks the library, and the API that is bound to them."""

from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, Model, QuerySet

import graphplan
from graphplan import Flag, Flags, Param, Params
from graphplan.tests.library.desk import Refusal


class LibraryViewer(graphplan.Viewer):
    """Someone in a branch: at the desk, at home, or nobody in particular (`reader_id` is None then)."""

    branch_id = Param(BigIntegerField())
    reader_id = Param(BigIntegerField())
    today = Param(DateField())
    librarian = Flag()
    reader = Flag()
    may = Flags()
    kinds = Params(CharField(), many=True)


def rows(model: type[Model], viewer: Any) -> "QuerySet[Any]":
    """The rows of the viewer's branch; of all, where a table belongs to all."""
    every: QuerySet[Any] = QuerySet(model)
    if "branch" in {field.name for field in model._meta.get_fields()}:
        return every.filter(branch_id=viewer.branch_id)
    return every


api = graphplan.Api(viewer=LibraryViewer, rows=rows, refusal=Refusal)


class Type(graphplan.Type, api=api):
    """Rows of the library."""


class Interface(graphplan.Interface, api=api):
    """What several types of the library have."""


class Union(graphplan.Union, api=api):
    """Several types of the library."""


class Structure(graphplan.Structure, api=api):
    """A value of the library."""


class Input(graphplan.Input, api=api):
    """What the library is told."""


class Query(graphplan.Query, api=api):
    """What the library is asked."""


class Mutation(graphplan.Mutation, api=api):
    """What the library does."""
