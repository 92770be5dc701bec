"""Frameworks, their standards, and what links them."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel

GUID = 36
IDENTIFIER = 255
TERM = 200
NAME = 500
URI = 1000
DIGEST = 64

LANGUAGE = RegexValidator(
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\Z",
    _("A language is written as BCP 47 says: “en”, “es-MX”, “zh-Hant”."),
)


class Framework(TenantModel):
    """A set of standards as its publisher issues it: a CFDocument of CASE, known by its identifier.

    Personal data: none.
    """

    guid = models.CharField(_("GUID"), max_length=GUID, help_text=_("The CASE identifier, in lower case."))
    uri = models.CharField(
        _("URI"), max_length=URI, blank=True, default="", help_text=_("Where it is published.")
    )
    title = models.CharField(_("title"), max_length=NAME, help_text=_("Its title."))
    creator = models.CharField(
        _("creator"), max_length=NAME, blank=True, default="", help_text=_("Who wrote it.")
    )
    version = models.CharField(
        _("version"), max_length=TERM, blank=True, default="", help_text=_("Its version.")
    )
    adoption_status = models.CharField(
        _("adoption status"),
        max_length=TERM,
        blank=True,
        default="",
        help_text=_("Whether it is a draft, adopted, …"),
    )
    language = models.CharField(
        _("language"), max_length=TERM, blank=True, default="", help_text=_("Its language.")
    )
    details = models.JSONField(
        _("details"), default=dict, blank=True, help_text=_("What else its publisher says of it.")
    )
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When its publisher last changed it."))
    digest = models.CharField(
        _("digest"), max_length=DIGEST, help_text=_("A digest of all that was imported.")
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "guid"], name="standards_framework_guid")]

    def __str__(self) -> str:
        return self.title


class Standard(TenantModel):
    """A learning target, or a heading over some: a CFItem of CASE, known by its GUID in the whole tenant.

    A standard that its publisher drops is retired, not deleted: its scores stay. One that its publisher moves
    to another framework keeps its key, and with it all that hangs on it.

    Personal data: none.
    """

    framework = TenantForeignKey(
        Framework, related_name="standards", help_text=_("The framework it belongs to.")
    )
    guid = models.CharField(_("GUID"), max_length=GUID, help_text=_("The CASE identifier, in lower case."))
    parent = TenantForeignKey(
        "self",
        null=True,
        blank=True,
        related_name="children",
        help_text=_("The standard or heading above it."),
    )
    position = models.IntegerField(
        _("position"), default=0, help_text=_("Its place in the framework, read from the top.")
    )
    code = models.CharField(
        _("code"),
        max_length=TERM,
        blank=True,
        default="",
        help_text=_("Its short code, for example `6.RP.A.1`."),
    )
    statement = models.TextField(_("statement"), help_text=_("What a student is to know or do, in full."))
    short_statement = models.TextField(
        _("short statement"), blank=True, default="", help_text=_("The statement, abbreviated.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=TERM,
        blank=True,
        default="",
        help_text=_("What its publisher calls it: Standard, Cluster, …"),
    )
    language = models.CharField(
        _("language"), max_length=TERM, blank=True, default="", help_text=_("Its language.")
    )
    notes = models.TextField(_("notes"), blank=True, default="", help_text=_("Its publisher's notes."))
    uri = models.CharField(
        _("URI"), max_length=URI, blank=True, default="", help_text=_("Where it is published.")
    )
    details = models.JSONField(
        _("details"), default=dict, blank=True, help_text=_("What else its publisher says of it.")
    )
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When its publisher last changed it."))
    digest = models.CharField(
        _("digest"), max_length=DIGEST, help_text=_("A digest of all that was imported.")
    )
    retired_at = models.DateTimeField(
        _("retired at"),
        null=True,
        blank=True,
        help_text=_("When it was found that its publisher had dropped it."),
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "guid"], name="standards_standard_guid")]

    def __str__(self) -> str:
        return self.code or self.guid


class StandardAssociation(TenantModel):
    """What links two standards: a CFAssociation of CASE. Either end may lie outside what the tenant has
    imported.

    Personal data: none.
    """

    framework = TenantForeignKey(
        Framework, related_name="associations", help_text=_("The framework that says so.")
    )
    guid = models.CharField(_("GUID"), max_length=GUID, help_text=_("The CASE identifier, in lower case."))
    kind = models.CharField(
        _("kind"),
        max_length=TERM,
        help_text=_("How they are linked, in CASE's words: isChildOf, exactMatchOf, …"),
    )
    origin = TenantForeignKey(
        Standard,
        null=True,
        blank=True,
        related_name="associations",
        help_text=_("The standard it starts from."),
    )
    origin_identifier = models.CharField(
        _("origin identifier"), max_length=IDENTIFIER, help_text=_("The identifier of its start.")
    )
    origin_title = models.CharField(
        _("origin title"), max_length=NAME, blank=True, default="", help_text=_("What its start is called.")
    )
    destination = TenantForeignKey(
        Standard,
        null=True,
        blank=True,
        related_name="associations_to",
        help_text=_("The standard it leads to."),
    )
    destination_identifier = models.CharField(
        _("destination identifier"), max_length=IDENTIFIER, help_text=_("The identifier of its end.")
    )
    destination_title = models.CharField(
        _("destination title"),
        max_length=NAME,
        blank=True,
        default="",
        help_text=_("What its end is called."),
    )
    destination_uri = models.CharField(
        _("destination URI"),
        max_length=URI,
        blank=True,
        default="",
        help_text=_("Where its end is published."),
    )
    sequence_number = models.IntegerField(
        _("sequence number"),
        null=True,
        blank=True,
        help_text=_("The order among siblings, where it is given."),
    )
    details = models.JSONField(
        _("details"), default=dict, blank=True, help_text=_("What else its publisher says of it.")
    )
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When its publisher last changed it."))
    digest = models.CharField(
        _("digest"), max_length=DIGEST, help_text=_("A digest of all that was imported.")
    )
    retired_at = models.DateTimeField(
        _("retired at"),
        null=True,
        blank=True,
        help_text=_("When it was found that its publisher had dropped it."),
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "guid"], name="standards_association_guid")]
        indexes = [
            models.Index(fields=["tenant", "origin_identifier"], name="standards_origin_identifier"),
            models.Index(fields=["tenant", "destination_identifier"], name="standards_destination_id"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.guid}"


class Audience(models.TextChoices):
    """For whom a standard is said in other words."""

    CHILDREN = "children", _("Children")
    FAMILIES = "families", _("Families")


class StandardWording(TenantModel):
    """A standard in the tenant's own words for children, or for families, in one language.

    No import changes it. What was taken back stays as a row without text, which nobody is shown.

    Personal data: none.
    """

    standard = TenantForeignKey(
        Standard, related_name="wordings", indexed=False, help_text=_("The standard that is said.")
    )
    audience = models.CharField(_("audience"), max_length=10, choices=Audience, help_text=_("For whom."))
    language = models.CharField(
        _("language"), max_length=15, validators=[LANGUAGE], help_text=_("The language, as BCP 47.")
    )
    text = models.CharField(_("text"), max_length=NAME, blank=True, default="", help_text=_("The words."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "standard", "audience", "language"], name="standards_one_wording"
            )
        ]

    def __str__(self) -> str:
        return f"{self.audience} {self.language}"


class FrameworkVersion(TenantModel):
    """A framework as one import brought it, and how much that changed. An import that changes nothing makes
    no version.

    Personal data: none.
    """

    framework = TenantForeignKey(
        Framework, related_name="versions", indexed=False, help_text=_("The framework.")
    )
    number = models.PositiveIntegerField(
        _("number"), help_text=_("The framework's versions, counted from 1 as they came.")
    )
    title = models.CharField(_("title"), max_length=NAME, help_text=_("Its title then."))
    version = models.CharField(
        _("version"),
        max_length=TERM,
        blank=True,
        default="",
        help_text=_("What its publisher called the version."),
    )
    adoption_status = models.CharField(
        _("adoption status"),
        max_length=TERM,
        blank=True,
        default="",
        help_text=_("Whether it was a draft, adopted, …"),
    )
    changed_at = models.DateTimeField(_("changed at"), help_text=_("When its publisher had last changed it."))
    imported_at = models.DateTimeField(_("imported at"), help_text=_("When it came in."))
    standards_added = models.PositiveIntegerField(
        _("standards added"), help_text=_("How many standards were new.")
    )
    standards_changed = models.PositiveIntegerField(
        _("standards changed"), help_text=_("How many standards said something else, or came back.")
    )
    standards_moved = models.PositiveIntegerField(
        _("standards moved"), help_text=_("How many standards came from another framework.")
    )
    standards_retired = models.PositiveIntegerField(
        _("standards retired"), help_text=_("How many standards were dropped.")
    )
    associations_changed = models.PositiveIntegerField(
        _("associations changed"), help_text=_("How many associations came, changed or went.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "framework", "number"], name="standards_framework_version_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, import {self.number}"


class ChangeKind(models.TextChoices):
    """What an import did to a standard."""

    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    MOVED = "moved", _("Moved here from another framework")
    RETIRED = "retired", _("Retired")


class StandardChange(TenantModel):
    """What an import did to one standard, and what the standard said before.

    A framework's first import has none: everything in it is new.

    Personal data: none.
    """

    version = TenantForeignKey(
        FrameworkVersion, related_name="changes", indexed=False, help_text=_("The import.")
    )
    standard = TenantForeignKey(Standard, related_name="changes", help_text=_("The standard."))
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind, help_text=_("What happened to it."))
    code_before = models.CharField(
        _("code before"), max_length=TERM, blank=True, default="", help_text=_("Its code before.")
    )
    statement_before = models.TextField(
        _("statement before"), blank=True, default="", help_text=_("What it said before.")
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "version", "standard"], name="standards_one_change")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.standard_id}"
