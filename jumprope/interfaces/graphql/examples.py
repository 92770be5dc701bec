"""Documents of ours with values that mean something to whoever tries them out: keys of rows that they may see."""

from dataclasses import dataclass
from typing import Any

from graphql import OperationDefinitionNode, parse

from jumprope.interfaces.graphql import documents
from jumprope.interfaces.graphql.documents import TrustedDocument
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
