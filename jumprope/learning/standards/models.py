"""The standards bank."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel

GUID = 36


class Framework(TenantModel):
    """A set of standards as its publisher issues it: a CFDocument of CASE, known by its identifier.

    Personal data: none.
    """

    guid = models.CharField(_("GUID"), max_length=GUID, help_text=_("The CASE identifier, in lower case."))
    uri = models.CharField(_("URI"), max_length=1000, blank=True, default="", help_text=_("Where it is published."))
    title = models.CharField(_("title"), max_length=500, help_text=_("Its title."))
    creator = models.CharField(_("creator"), max_length=500, blank=True, default="", help_text=_("Who wrote it."))
    version = models.CharField(_("version"), max_length=100, blank=True, default="", help_text=_("Its version."))
    adoption_status = models.CharField(
        _("adoption status"), max_length=60, blank=True, default="", help_text=_("Whether it is a draft, adopted, …")
    )
    language = models.CharField(_("language"), max_length=35, blank=True, default="", help_text=_("Its language."))
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When its publisher last changed it."))

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "guid"], name="standards_framework_guid")]

    def __str__(self) -> str:
        return self.title


class Standard(TenantModel):
    """A learning target, or a heading over some: a CFItem of CASE, known by its GUID in the whole tenant.

    A standard that its publisher drops is retired, not deleted: its scores stay.

    Personal data: none.
    """

    framework = TenantForeignKey(Framework, related_name="standards", help_text=_("The framework it belongs to."))
    guid = models.CharField(_("GUID"), max_length=GUID, help_text=_("The CASE identifier, in lower case."))
    parent = TenantForeignKey(
        "self", null=True, blank=True, related_name="children", help_text=_("The standard or heading above it.")
    )
    position = models.IntegerField(_("position"), default=0, help_text=_("Its place in the framework, read from the top."))
    code = models.CharField(
        _("code"), max_length=200, blank=True, default="", help_text=_("Its short code, for example `6.RP.A.1`.")
    )
    statement = models.TextField(_("statement"), help_text=_("What a student is to know or do, in full."))
    short_statement = models.CharField(
        _("short statement"), max_length=500, blank=True, default="", help_text=_("The statement, abbreviated.")
    )
    name_to_kids = models.CharField(
        _("name to kids"), max_length=500, blank=True, default="", help_text=_("The standard in words for children.")
    )
    kind = models.CharField(
        _("kind"), max_length=100, blank=True, default="", help_text=_("What its publisher calls it: Standard, Cluster, …")
    )
    education_levels = models.CharField(
        _("education levels"), max_length=200, blank=True, default="", help_text=_("The grades it is for, by comma.")
    )
    language = models.CharField(_("language"), max_length=35, blank=True, default="", help_text=_("Its language."))
    notes = models.TextField(_("notes"), blank=True, default="", help_text=_("Its publisher's notes."))
    uri = models.CharField(_("URI"), max_length=1000, blank=True, default="", help_text=_("Where it is published."))
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When its publisher last changed it."))
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("When its publisher dropped it.")
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "guid"], name="standards_standard_guid")]

    def __str__(self) -> str:
        return self.code or self.guid


class StandardAssociation(TenantModel):
    """What links two standards: a CFAssociation of CASE. Either end may lie outside what the tenant has imported.

    Personal data: none.
    """

    framework = TenantForeignKey(Framework, related_name="associations", help_text=_("The framework that says so."))
    guid = models.CharField(_("GUID"), max_length=GUID, help_text=_("The CASE identifier, in lower case."))
    kind = models.CharField(
        _("kind"), max_length=60, help_text=_("How they are linked, in CASE's words: isChildOf, exactMatchOf, …")
    )
    origin = TenantForeignKey(
        Standard, null=True, blank=True, related_name="associations", help_text=_("The standard it starts from.")
    )
    origin_guid = models.CharField(_("origin GUID"), max_length=GUID, help_text=_("The GUID that it starts from."))
    origin_title = models.CharField(
        _("origin title"), max_length=500, blank=True, default="", help_text=_("What its start was called.")
    )
    destination = TenantForeignKey(
        Standard, null=True, blank=True, related_name="associations_to", help_text=_("The standard it leads to.")
    )
    destination_guid = models.CharField(_("destination GUID"), max_length=GUID, help_text=_("The GUID it leads to."))
    destination_title = models.CharField(
        _("destination title"), max_length=500, blank=True, default="", help_text=_("What its end was called.")
    )
    destination_uri = models.CharField(
        _("destination URI"), max_length=1000, blank=True, default="", help_text=_("Where its end is published.")
    )
    sequence_number = models.IntegerField(
        _("sequence number"), null=True, blank=True, help_text=_("The order among siblings, where it is given.")
    )
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When its publisher last changed it."))
    retired_at = models.DateTimeField(
        _("retired at"), null=True, blank=True, help_text=_("When its publisher dropped it.")
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "guid"], name="standards_association_guid")]

    def __str__(self) -> str:
        return f"{self.kind} {self.guid}"
