"""What people write in sentences, over several lines if they like, unlike a name or a title."""

from django.db import models


class ProseField(models.CharField):
    """A column for a comment or a reason: `kit.values` lets it hold line breaks and tabs.

    To the database it is a plain text, and migrations know it as that.
    """

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        """What migrations write down of it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", [*args], {**kwargs}
