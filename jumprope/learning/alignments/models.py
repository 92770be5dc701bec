"""Alignments."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel


class AlignmentKind(models.TextChoices):
    """How much of the other standard a standard covers."""

    EXACT = "exact", _("Says the same")
    CLOSE = "close", _("Says nearly the same")
    PART_OF = "part_of", _("Is a part of it")


class Alignment(TenantModel):
    """That the tenant holds one of its standards to stand for a state or national one.

    What publishers say of their standards is an association; this is the tenant's own judgement. One that is
    withdrawn stays, and holds again when it is made again.

    Personal data: none.
    """

    standard = TenantForeignKey(
        "standards.Standard",
        related_name="alignments",
        indexed=False,
        help_text=_("The standard that is taught."),
    )
    target = TenantForeignKey(
        "standards.Standard",
        related_name="alignments_to",
        help_text=_("The state or national standard it stands for."),
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=AlignmentKind, help_text=_("How much of it is covered.")
    )
    aligned_at = models.DateTimeField(_("aligned at"), help_text=_("Since when it holds, as it is."))
    withdrawn_at = models.DateTimeField(
        _("withdrawn at"), null=True, blank=True, help_text=_("From when it holds no longer.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "standard", "target"], name="alignments_one_per_pair"),
            models.CheckConstraint(condition=~Q(standard=F("target")), name="alignments_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.standard_id} {self.kind} {self.target_id}"
