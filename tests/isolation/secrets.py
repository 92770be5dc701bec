"""What must not be seen, by whose it is: the identifiers of rows, and a canary in each of their texts."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import CharField, Model, TextField

from jumprope.kit.graphql import api

SHORTEST = 24
"""Columns of fewer characters hold no canary."""

MEANT_FOR_PROGRAMS = {"calculation_type", "time_zone", "details", "tag"}
"""Columns whose values have a meaning that a canary has not."""


class Secrets:
    """Groups of rows by name; what tells that a row was seen, by group; and the keys of all rows, by type."""

    def __init__(self) -> None:
        self._groups: dict[str, set[str]] = defaultdict(set)
        self.keys: dict[str, set[int]] = defaultdict(set)
        declared = api.declarations.types.values()
        self._type_names = {declaration.model: declaration.name for declaration in declared}

    def know(self, *rows: Model) -> None:
        """Remember the keys of rows: they will be asked for."""
        for row in rows:
            if name := self._type_names.get(type(row)):
                self.keys[name].add(row.pk)

    def keep(self, group: str, *rows: Model) -> None:
        """Count rows among a group's, and put canaries into their texts."""
        self.know(*rows)
        for row in rows:
            canaries = dict.fromkeys(_texts(row), f"canary of {group}, {row.pk}")
            if canaries:
                type(row)._base_manager.filter(pk=row.pk).update(**canaries)
            self._groups[group] |= set(canaries.values())
            if name := self._type_names.get(type(row)):
                self._groups[group].add(f'"{name}:{row.pk}"')

    def groups(self) -> set[str]:
        """The names of all groups."""
        return set(self._groups)

    def ids(self, group: str, type_name: str) -> list[str]:
        """The identifiers of a group's rows of one type."""
        quoted = (secret for secret in self._groups[group] if secret.startswith(f'"{type_name}:'))
        return sorted(secret.strip('"') for secret in quoted)

    def seen_in(self, answer: str, groups: set[str]) -> set[str]:
        """What an answer, as JSON, shows of these groups' rows."""
        return {secret for group in groups for secret in self._groups[group] if secret in answer}


def _texts(row: Model) -> Iterator[str]:
    """The names of a row's columns that hold free text."""
    for column in row._meta.concrete_fields:
        free = isinstance(column, CharField | TextField) and not column.choices
        if free and column.name not in MEANT_FOR_PROGRAMS and (column.max_length or SHORTEST) >= SHORTEST:
            yield column.name
