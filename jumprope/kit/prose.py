"""What people write in sentences, over several lines if they like, unlike a name or a title."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    CharField = models.CharField[str, str]
else:  # which knows no types while it runs
    CharField = models.CharField


class ProseField(CharField):
    """A column for a comment or a reason: `kit.values` lets it hold line breaks and tabs.

    To the database it is a plain text, and migrations know it as that.
    """

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        """What migrations write down of it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", [*args], {**kwargs}
