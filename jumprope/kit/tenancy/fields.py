"""Relations between tenants' tables. They bring their composite key and index along: none is forgotten."""

from typing import Any, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import names_digest, truncate_name
from django.db.models.lookups import Exact
from django.db.models.sql.where import WhereNode

from jumprope.kit.tenancy.constraints import TenantForeignKeyConstraint, TenantKey
from jumprope.kit.tenancy.scope import WrongTenant, tenant_in_scope, tenant_of_new_rows

LONGEST_NAME = 64
"""Characters of a constraint's name on MySQL."""

Given_contra = TypeVar("Given_contra", contravariant=True)
Kept_co = TypeVar("Kept_co", covariant=True)


class TenantField(models.ForeignKey[Given_contra, Kept_co]):
    """The tenant that owns the row: by default the one in scope. Brings the table's `TenantKey`."""

    def __init__(self, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "to": "tenancy.Tenant",
            "on_delete": models.PROTECT,
            "related_name": "+",
            "editable": False,
            "db_index": False,
        }
        super().__init__(**defaults | kwargs)

    def get_default(self) -> int | None:
        """The tenant in scope."""
        return tenant_of_new_rows()

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Refuse to write a row of a tenant that is not in scope, or to move one there: this is what every
        way to save, create or update goes through. Raises `NoTenant`, `WrongTenant`.
        """
        if value != tenant_in_scope():
            label = self.model._meta.label
            raise WrongTenant(f"a {label} of tenant {value} in the scope of tenant {tenant_in_scope()}")
        return super().get_db_prep_save(value, connection)

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False, **kwargs: Any
    ) -> None:
        """Add the field to a model, with the key that others point at."""
        super().contribute_to_class(cls, name, private_only, **kwargs)
        if _is_table(cls):
            key_name = truncate_name(f"{cls._meta.db_table}_tenant_key", LONGEST_NAME)
            _add(cls, "constraints", TenantKey(fields=["tenant", "id"], name=key_name))


class _Same(Exact):
    """Two columns that are equal, without Django's brackets: SQLite reads no more than 100 levels of them."""

    def process_rhs(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:  # noqa: ARG002 - Django's
        """The column on the right."""
        return compiler.compile(self.rhs)


class _WithinTenant(models.ForeignKey[Given_contra, Kept_co]):
    """What both kinds of relation share: PROTECT, and the composite key instead of the plain one."""

    def __init__(self, to: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"on_delete": models.PROTECT, "db_constraint": False, "db_index": False}
        super().__init__(to, **defaults | kwargs)

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False, **kwargs: Any
    ) -> None:
        """Add the field to a model, with its constraint and what it is found by."""
        super().contribute_to_class(cls, name, private_only, **kwargs)
        if _is_table(cls):
            key_name = truncate_name(f"{cls._meta.db_table}_{name}_tenant_fk", LONGEST_NAME)
            _add(cls, "constraints", TenantForeignKeyConstraint(field=name, name=key_name))
            self._be_found(cls, name)

    def _be_found(self, cls: type[models.Model], name: str) -> None:
        """Say by which index rows are found that point at another: each kind has its own."""

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> WhereNode | None:
        """Join within the tenant: what Django adds to the ON of each JOIN along this relation.

        So the database knows the tenant of every table in a statement, and finds its rows by the indexes,
        which all begin with it. There is nothing to add where Django leaves one of the two tables out.
        """
        if alias is None or related_alias is None:
            return None
        tenant: Any = self.model._meta.get_field("tenant")
        # The stubs do not know that a comparison is a node.
        return WhereNode([_Same(tenant.get_col(alias), tenant.get_col(related_alias))])  # type: ignore[list-item]


class TenantForeignKey(_WithinTenant[Given_contra, Kept_co]):
    """A to-one relation within the tenant; `indexed=False` where another index leads with (tenant, it)."""

    def __init__(self, to: Any, *, indexed: bool = True, **kwargs: Any) -> None:
        self.indexed = indexed
        super().__init__(to, **kwargs)

    def _be_found(self, cls: type[models.Model], name: str) -> None:
        if self.indexed:
            digest = names_digest(cls._meta.db_table, name, length=6)
            index_name = f"{cls.__name__.lower()[:10]}_{name[:9]}_{digest}_fk"
            _add(cls, "indexes", models.Index(fields=["tenant", name], name=index_name))


class TenantOneToOneField(_WithinTenant[Given_contra, Kept_co], models.OneToOneField[Given_contra, Kept_co]):
    """A to-one relation within the tenant that no two rows share: UNIQUE (tenant_id, x_id)."""

    def __init__(self, to: Any, **kwargs: Any) -> None:
        super().__init__(to, **kwargs)
        # Django would have a second index, on the column alone, which no statement of a tenant is led by.
        self._unique = False

    def _be_found(self, cls: type[models.Model], name: str) -> None:
        key_name = truncate_name(f"{cls._meta.db_table}_{name}_once", LONGEST_NAME)
        _add(cls, "constraints", models.UniqueConstraint(fields=["tenant", name], name=key_name))


def _is_table(model: type[models.Model]) -> bool:
    """Whether the model stands for a table of today.

    Models that migrations rebuild from their history carry what was written down there.
    """
    return not model._meta.abstract and model.__module__ != "__fake__"


def _add(model: type[models.Model], option: str, addition: models.BaseConstraint | models.Index) -> None:
    """Say in the model's Meta what its author need not say."""
    options = model._meta
    additions = [*getattr(options, option), addition]
    setattr(options, option, additions)
    # Migrations look here for what Meta says.
    options.original_attrs[option] = additions
