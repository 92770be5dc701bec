"""Tenancy held by the database: UNIQUE (tenant_id, id), and foreign keys that carry the tenant along."""

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

    A row can only point at rows of its own tenant, whoever writes it and however: the ORM, bulk writes, raw SQL.
    It stands in for the plain foreign key, so that an insert pays for one check, not two.
    """

    violation_error_message = _("The row that this points at is not in the same tenant.")

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def _foreign_key(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        relation = model._meta.get_field(self.field)
        target = relation.related_model._meta
        quote = schema_editor.quote_name
        tenant, own = quote(model._meta.get_field("tenant").column), quote(relation.column)
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({tenant}, {own}) REFERENCES {quote(target.db_table)} "
            f"({quote(target.get_field('tenant').column)}, {quote(target.pk.column)})"
        )

    def constraint_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """The clause inside CREATE TABLE."""
        return self._foreign_key(model, schema_editor)

    def create_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        """The statement that adds it to a table that exists."""
        return Statement(
            "ALTER TABLE %(table)s ADD %(key)s",
            table=schema_editor.quote_name(model._meta.db_table),
            key=self._foreign_key(model, schema_editor),
        )

    def remove_sql(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        """The statement that takes it away again."""
        return Statement(
            "ALTER TABLE %(table)s DROP FOREIGN KEY %(name)s",
            table=schema_editor.quote_name(model._meta.db_table),
            name=schema_editor.quote_name(self.name),
        )

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Say the same in Python for `full_clean`."""
        relation = model._meta.get_field(self.field)
        target_id = getattr(instance, relation.attname)
        if target_id is None or (exclude and self.field in exclude):
            return
        rows = relation.related_model._base_manager.using(using)
        if not rows.filter(pk=target_id, tenant_id=instance.tenant_id).exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"field": self.field}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TenantForeignKeyConstraint):
            return (self.name, self.field) == (other.name, other.field)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.name, self.field))
