"""External identifiers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantModel


class ExternalIdentifier(TenantModel):
    """What a source system calls one of our rows: for example the sourcedId of a student in OneRoster.

    Within a tenant, a kind and a source, each identifier names one row and each row has one identifier.

    Personal data: of the row's subject, where the row is a person.
    """

    kind = models.CharField(_("kind"), max_length=40, help_text=_("The kind of row, for example `student`."))
    source = models.CharField(
        _("source"), max_length=60, help_text=_("The source system, for example `sis`.")
    )
    identifier = models.CharField(
        _("identifier"), max_length=255, help_text=_("What the source calls the row.")
    )
    subject_id = models.BigIntegerField(_("subject"), help_text=_("The primary key of the row."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "source", "identifier"], name="identifiers_one_row_per_identifier"
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind", "source", "subject_id"], name="identifiers_one_identifier_per_row"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} in {self.source}"
