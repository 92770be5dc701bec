"""Tenancy held by the database: UNIQUE (tenant_id, id), and foreign keys that carry the tenant along."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.utils.translation import gettext_lazy as _


class TenantKey(models.UniqueConstraint):
    """UNIQUE (tenant_id, id): what the foreign keys of other tables point at."""


class TenantForeignKeyConstraint(models.BaseConstraint):
    """FOREIGN KEY (tenant_id, x_id) REFERENCES x (tenant_id, id).

    A row can only point at rows of its own tenant, whoever writes it and however: the ORM, bulk writes, raw
    SQL. It stands in for the plain foreign key, so that an insert pays for one check, not two.
    """

    default_violation_error_message = _("The row that this points at is not in the same tenant.")

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    # The stubs let the model and the editor be absent, and the answer be no statement; Django does neither.
    def constraint_sql(  # type: ignore[override]
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> str:
        """The clause inside CREATE TABLE."""
        quote = schema_editor.quote_name
        _relation, target = self._ends(model)
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY {_columns(model, self.field, schema_editor)} "
            f"REFERENCES {quote(target._meta.db_table)} "
            f"{_columns(target, target._meta.pk.name, schema_editor)}"
        )

    def create_sql(  # type: ignore[override]
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        """The statement that adds it to a table that exists."""
        return Statement(
            "ALTER TABLE %(table)s ADD %(key)s",
            table=schema_editor.quote_name(model._meta.db_table),
            key=self.constraint_sql(model, schema_editor),
        )

    def remove_sql(  # type: ignore[override]
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        """The statement that takes it away again."""
        return Statement(
            "ALTER TABLE %(table)s DROP FOREIGN KEY %(name)s",
            table=schema_editor.quote_name(model._meta.db_table),
            name=schema_editor.quote_name(self.name),
        )

    def validate(
        self,
        model: type[models.Model],
        instance: Any,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Say the same in Python for `full_clean`. Raises `ValidationError`. At most one query."""
        relation, target = self._ends(model)
        target_id = getattr(instance, relation.attname)
        if target_id is None or (exclude and self.field in exclude):
            return
        if not target._base_manager.using(using).filter(pk=target_id, tenant=instance.tenant_id).exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def _ends(self, model: type[models.Model]) -> tuple[Any, type[models.Model]]:
        """The relation's field, and the model that it points at."""
        relation: Any = model._meta.get_field(self.field)
        return relation, relation.related_model

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """How migrations write it down."""
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"field": self.field}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TenantForeignKeyConstraint):
            return (self.name, self.field) == (other.name, other.field)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.name, self.field))


def _columns(model: type[models.Model], field: str, schema_editor: BaseDatabaseSchemaEditor) -> str:
    """The tenant's column and another, as a key lists them."""
    fields: list[Any] = [model._meta.get_field("tenant"), model._meta.get_field(field)]
    return f"({', '.join(schema_editor.quote_name(field.column) for field in fields)})"
