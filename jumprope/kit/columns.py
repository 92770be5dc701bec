"""Some columns of an app's rows, handed to those above that compare them with what another system says."""

from collections.abc import Collection, Iterator
from typing import Any

from jumprope.kit.tenancy import TenantModel

BATCH = 5000
"""How many rows are read at once where all of a table are."""

Values = dict[str, Any]


class Columns:
    """Rows of a model in the tenant in scope, by key, as the values of these columns and nothing else."""

    def __init__(self, model: type[TenantModel], *names: str) -> None:
        self._model, self._names = model, names

    def of(self, keys: Collection[int]) -> dict[int, Values]:
        """The columns of the rows with these keys; absent ones are left out. One query."""
        found = self._model.objects.filter(pk__in=keys).values("pk", *self._names)
        return {values.pop("pk"): values for values in found}

    def batches(self) -> Iterator[list[int]]:
        """The keys of all rows, in order and in batches. One query for each batch, and one more."""
        last = 0
        while batch := list(
            self._model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
        ):
            yield batch
            last = batch[-1]
