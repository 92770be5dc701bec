"""What is concluded about a student, and the level that a teacher says instead: the columns, and the ways, of
every table that keeps such a thing, and of its history.

A level is one of a scale. Kit knows its table by name alone. The columns are down here, though none but
mastery has them: two of its apps do, no app imports another's models, and both reach what is below them.
"""

import json
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Final, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.kit.tenancy import TenantForeignKey, TenantModel
from jumprope.kit.viewer import Viewer

LONGEST_REASON: Final = 1000
"""Characters of the reason for an override."""

CONCLUDED: Final = ("value", "level_id", "explanation", "revision", "determined_at")
"""The columns that are written when a conclusion is drawn anew."""

SAID: Final = ("override_level_id", "override_reason", "override_expires_on")
"""The columns of what a teacher says instead, in the order of `Said`."""

OVERRIDE: Final = (*SAID, "overridden_by_id")
"""Those, and who says so."""

KEPT: Final = ("revision", "value", "level_id", "explanation", *SAID)
"""The columns that the history of a conclusion keeps of it."""


class Said(NamedTuple):
    """The level that a teacher says in place of a calculated one, why, and until which day, if until any."""

    level_id: int | None
    reason: str
    expires_on: date | None


NOTHING_SAID: Final = Said(None, "", None)


class Explanation(dict[str, Any]):
    """How a number came about, as JSON. Nobody changes it once it is made, and so it is spelled once: a
    conclusion, the line of its history and what is found across sections may all keep the same one.
    """

    @cached_property
    def spelled(self) -> str:
        """It as JSON."""
        return json.dumps(self)


class Conclusion(TenantModel):
    """What evidence says of a student: a number, its level, and how it came about.

    `explanation` is the arithmetic, written down when it was done.

    Personal data: of the student: mastery, and the evidence for it.
    """

    value = models.DecimalField(
        _("value"),
        max_digits=10,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("The number calculated, rounded as it is shown; none without enough evidence."),
    )
    level = TenantForeignKey(
        "policies.Level",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("The level it reaches."),
    )
    explanation = models.JSONField(_("explanation"), default=dict, help_text=_("How the number came about."))
    revision = models.IntegerField(_("revision"), default=1, help_text=_("How many times it was determined."))

    class Meta(TenantModel.Meta):
        abstract = True


class Overridable(Conclusion):
    """A conclusion that a teacher may have said something else instead of, for good or until a day.

    Personal data: of the student: mastery, and the evidence for it.
    """

    override_level = TenantForeignKey(
        "policies.Level",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("The level that a teacher says instead."),
    )
    override_reason = ProseField(
        _("override reason"),
        max_length=LONGEST_REASON,
        blank=True,
        default="",
        help_text=_("Why the teacher says so."),
    )
    override_expires_on = models.DateField(
        _("override expires on"),
        null=True,
        blank=True,
        help_text=_("The first day on which the override holds no longer; none: it stays."),
    )

    class Meta(Conclusion.Meta):
        abstract = True


class Standing(Overridable):
    """A conclusion as it stands, with who overrode it. Its history is a table of `Past` ones.

    From the day on which an override expires it holds no longer, whether or not it has been cleared by then.

    Personal data: of the student: mastery, and the evidence for it; of the account that overrode it.
    """

    overridden_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Who overrode it."),
    )
    determined_at = models.DateTimeField(_("determined at"), help_text=_("When it was last determined."))

    class Meta(Overridable.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(override_level=None) | ~Q(override_reason=""),
                name="%(app_label)s_override_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(override_expires_on=None) | Q(override_level__isnull=False),
                name="%(app_label)s_what_expires_is_said",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant", "override_expires_on"], name="%(app_label)s_expiry")
        ]

    @property
    def said(self) -> Said:
        """What a teacher says instead, whether or not that has expired."""
        return Said(self.override_level_id, self.override_reason, self.override_expires_on)

    def say(self, said: Said, *, viewer: Viewer) -> None:
        """Let the viewer say something instead, or nothing; that is a revision. Nothing is written."""
        self.override_level_id, self.override_reason, self.override_expires_on = said
        self.overridden_by_id = None if said.level_id is None else viewer.account_id
        self.revision += 1


class Past(Overridable):
    """A conclusion as it stood at one revision. Append-only.

    Personal data: of the student: mastery then, and the evidence for it; of the account whose doing changed
    it.
    """

    changed_by = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="+",
        indexed=False,
        help_text=_("Whose doing changed it; none for an operator."),
    )
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When it was determined."))

    class Meta(Overridable.Meta):
        abstract = True
