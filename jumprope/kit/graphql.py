"""The product's one GraphQL API, and the bases that apps declare their part of it with."""

from graphplan import Api
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer

api = Api(viewer=Viewer, rows=lambda model, viewer: viewer.rows(model), refusal=Refused)

Type, Structure, Query, Mutation, Input = api.Type, api.Structure, api.Query, api.Mutation, api.Input
