"""Findings and tickets, the clock's pauses, accepted risks, owners and policies; what came in and went out.

These tables are no tenant's: they speak of the servers that all tenants share, and of nobody's records.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.prose import ProseField
from jumprope.operations.opsdesk.rules.events import LONGEST_IDENTIFIER as LONGEST_EVENT
from jumprope.operations.opsdesk.rules.observations import (
    LONGEST_ACCOUNT,
    LONGEST_REFERENCE,
    LONGEST_REGION,
    LONGEST_TYPE,
    State,
)
from jumprope.operations.opsdesk.rules.observations import Source as FoundBy
from jumprope.operations.opsdesk.rules.sla import Why
from jumprope.operations.opsdesk.rules.urgency import Severity as Severities

GROUP_LENGTH = 16


class Source(models.TextChoices):
    """Who found it."""

    INSPECTOR = FoundBy.INSPECTOR.value, _("Amazon Inspector")
    OPSCENTER = FoundBy.OPSCENTER.value, _("OpsCenter")


class FindingState(models.TextChoices):
    """What its source says of a finding."""

    ACTIVE = State.ACTIVE.value, _("Active")
    SUPPRESSED = State.SUPPRESSED.value, _("Suppressed")
    CLOSED = State.CLOSED.value, _("Closed")
    GONE = State.GONE.value, _("No longer listed")


class Severity(models.TextChoices):
    """How bad a finding is, and how urgent a ticket."""

    UNTRIAGED = Severities.UNTRIAGED.value, _("Not yet triaged")
    INFORMATIONAL = Severities.INFORMATIONAL.value, _("Informational")
    LOW = Severities.LOW.value, _("Low")
    MEDIUM = Severities.MEDIUM.value, _("Medium")
    HIGH = Severities.HIGH.value, _("High")
    CRITICAL = Severities.CRITICAL.value, _("Critical")


class PauseReason(models.TextChoices):
    """Why a clock stands still."""

    RESOLVED = Why.RESOLVED.value, _("It was resolved at that time")
    ACCEPTED = Why.ACCEPTED.value, _("The risk was accepted")
    PERSON = Why.PERSON.value, _("Someone said so")


class Finding(models.Model):
    """What Inspector or OpsCenter says of one vulnerability on one resource, as it was last told.

    Its group, of subject and place, names the ticket, and stays as it was when the finding was first seen.

    Personal data: none.
    """

    source = models.CharField(_("source"), max_length=10, choices=Source, help_text=_("Who found it."))
    reference = models.CharField(
        _("reference"),
        max_length=LONGEST_REFERENCE,
        unique=True,
        help_text=_("The finding's ARN, or the OpsItem's id."),
    )
    group = models.CharField(
        _("group"), max_length=GROUP_LENGTH, db_index=True, help_text=_("Whose ticket it belongs to.")
    )
    subject = models.CharField(
        _("subject"), max_length=255, help_text=_("What is wrong: the CVE, or a title.")
    )
    place = models.CharField(_("place"), max_length=400, help_text=_("The image, or package and group."))
    title = models.CharField(_("title"), max_length=1024, help_text=_("What its source calls it."))
    description = models.TextField(_("description"), help_text=_("What its source says to it."))
    severity = models.CharField(
        _("severity"), max_length=15, choices=Severity, help_text=_("How bad its source says it is.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=FindingState, help_text=_("What its source last said.")
    )
    first_seen_at = models.DateTimeField(_("first seen at"), help_text=_("When its source first saw it."))
    last_seen_at = models.DateTimeField(_("last seen at"), help_text=_("When its source last saw it."))
    as_of = models.DateTimeField(_("as of"), help_text=_("When its source last changed it."))
    heard_at = models.DateTimeField(_("heard at"), help_text=_("When we last heard of it."))
    account = models.CharField(
        _("account"), max_length=LONGEST_ACCOUNT, blank=True, help_text=_("The AWS account.")
    )
    region = models.CharField(
        _("region"), max_length=LONGEST_REGION, blank=True, help_text=_("The AWS region.")
    )
    resource = models.CharField(_("resource"), max_length=1024, help_text=_("What it was found on."))
    resource_type = models.CharField(
        _("resource type"), max_length=LONGEST_TYPE, help_text=_("What sort that is.")
    )
    packages = models.JSONField(_("packages"), default=list, help_text=_("Name, version, mended version."))
    advisories = models.JSONField(_("advisories"), default=list, help_text=_("Where to read more."))
    remediation = models.TextField(_("remediation"), blank=True, help_text=_("What its source advises."))
    epss = models.DecimalField(
        _("EPSS"), max_digits=6, decimal_places=5, null=True, help_text=_("How likely an attack is, 0 to 1.")
    )
    exploited = models.BooleanField(
        _("exploited"), default=False, help_text=_("Whether an exploit is known.")
    )
    tags = models.JSONField(_("tags"), default=dict, help_text=_("The tags of the resource."))

    class Meta:
        indexes = [models.Index(fields=["state", "group"], name="opsdesk_finding_state_idx")]

    def __str__(self) -> str:
        return self.reference


class Ticket(models.Model):
    """The one ticket of a subject in a place, for good: resolved, and opened again when it comes back.

    Open: a finding of its group is active and its risk not accepted. `category` is what Jira last said of
    the issue (new, indeterminate, done); empty as long as there is none. `written` holds what Jira was last
    told, `said` the comments that were made. Closed by people: Jira says done although a finding is active;
    that is let be until AWS sees it again.

    Personal data: none.
    """

    group = models.CharField(
        _("group"), max_length=GROUP_LENGTH, unique=True, help_text=_("The name of subject and place.")
    )
    subject = models.CharField(
        _("subject"), max_length=255, help_text=_("What is wrong: the CVE, or a title.")
    )
    place = models.CharField(_("place"), max_length=400, help_text=_("The image, or package and group."))
    urgency = models.CharField(
        _("urgency"), max_length=15, choices=Severity, help_text=_("The severity, raised by known attacks.")
    )
    team = models.CharField(_("team"), max_length=100, blank=True, help_text=_("Who it belongs to."))
    first_seen_at = models.DateTimeField(_("first seen at"), help_text=_("When the clock began."))
    due_at = models.DateTimeField(_("due at"), help_text=_("First seen, the policy's days, and pauses."))
    resolved_at = models.DateTimeField(
        _("resolved at"), null=True, help_text=_("When it was resolved; null while it is open.")
    )
    outcome = models.CharField(_("outcome"), max_length=20, blank=True, help_text=_("How it was resolved."))
    episode = models.IntegerField(_("episode"), default=1, help_text=_("How many times it was opened."))
    jira_key = models.CharField(
        _("Jira key"), max_length=50, blank=True, db_index=True, help_text=_("The issue, if any.")
    )
    category = models.CharField(
        _("category"), max_length=20, blank=True, help_text=_("What Jira last said of its status.")
    )
    closed_by_people_at = models.DateTimeField(
        _("closed by people at"), null=True, help_text=_("When someone closed it in Jira while it was open.")
    )
    written = models.JSONField(_("written"), default=dict, help_text=_("What Jira was last told."))
    said = models.JSONField(_("said"), default=list, help_text=_("The comments that were made."))

    class Meta:
        indexes = [
            models.Index(fields=["resolved_at", "due_at"], name="opsdesk_ticket_due_idx"),
            models.Index(fields=["category"], name="opsdesk_ticket_category_idx"),
        ]

    def __str__(self) -> str:
        return self.jira_key or f"ticket {self.group}"


class Pause(models.Model):
    """A time that does not count for a ticket's due date. At most one of a ticket lasts for each reason.

    Personal data: what the person who paused it gave as the reason.
    """

    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, related_name="pauses", help_text=_("Whose clock stands still.")
    )
    why = models.CharField(_("why"), max_length=10, choices=PauseReason, help_text=_("Of which sort it is."))
    reason = ProseField(_("reason"), max_length=500, blank=True, help_text=_("What someone said to it."))
    since = models.DateTimeField(_("since"), help_text=_("From when on it does not count."))
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Until when; null while it lasts.")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="opsdesk_pause_ends_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.why} since {self.since:%Y-%m-%d}"


class RiskException(models.Model):
    """That a risk is accepted: by whom, why and until when. Ended rather than deleted.

    Personal data: the name of its owner, a member of staff.
    """

    subject = models.CharField(_("subject"), max_length=255, help_text=_("The CVE whose risk is accepted."))
    places = models.CharField(
        _("places"), max_length=400, default="*", help_text=_("Where; * stands for any characters.")
    )
    owner = models.CharField(_("owner"), max_length=100, help_text=_("Who answers for it."))
    reason = ProseField(_("reason"), max_length=1000, help_text=_("Why it is accepted."))
    since = models.DateTimeField(_("since"), help_text=_("From when on it holds."))
    until = models.DateTimeField(_("until"), help_text=_("From when on it no longer holds."))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="opsdesk_exception_ends_later")
        ]

    def __str__(self) -> str:
        return f"{self.subject} until {self.until:%Y-%m-%d}"


class Owner(models.Model):
    """That resources with this tag belong to a team. Where several tags match, the lowest rank counts.

    Personal data: none.
    """

    tag = models.CharField(_("tag"), max_length=128, help_text=_("The tag, for example Service."))
    value = models.CharField(_("value"), max_length=256, help_text=_("Its value."))
    team = models.CharField(_("team"), max_length=100, help_text=_("Whose they are."))
    rank = models.IntegerField(_("rank"), default=1, help_text=_("Which counts first: the lowest."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "value"], name="opsdesk_owner_once")]

    def __str__(self) -> str:
        return f"{self.tag}={self.value}: {self.team}"


class Policy(models.Model):
    """Within how many days tickets of an urgency have to be resolved, in place of the default.

    Personal data: none.
    """

    urgency = models.CharField(
        _("urgency"), max_length=15, choices=Severity, unique=True, help_text=_("For which tickets.")
    )
    days = models.IntegerField(
        _("days"), validators=[MinValueValidator(1), MaxValueValidator(365)], help_text=_("Within how long.")
    )

    def __str__(self) -> str:
        return f"{self.urgency}: {self.days} days"


class Event(models.Model):
    """An event as it was delivered; delivered again, it is not taken again. A malformed one stays, unread.

    Personal data: the names of AWS users, staff who changed an OpsItem.
    """

    identifier = models.CharField(
        _("identifier"),
        max_length=LONGEST_EVENT,
        unique=True,
        help_text=_("EventBridge's id, or a digest of the text."),
    )
    received_at = models.DateTimeField(_("received at"), help_text=_("When it was first delivered."))
    body = models.TextField(_("body"), help_text=_("The event as JSON."))
    problem = models.CharField(
        _("problem"), max_length=500, blank=True, help_text=_("Why it could not be read; empty if it was.")
    )

    class Meta:
        indexes = [
            models.Index(fields=["problem", "received_at"], name="opsdesk_event_problem_idx"),
            models.Index(fields=["received_at"], name="opsdesk_event_received_idx"),
        ]

    def __str__(self) -> str:
        return self.identifier


class DeliveryState(models.TextChoices):
    """How far a delivery is. Nobody knows whether one that is sent has arrived, until it is done or void."""

    PLANNED = "planned", _("Planned")
    SENT = "sent", _("Sent, and not yet answered")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")
    VOID = "void", _("Not needed, or never arrived")


class Delivery(models.Model):
    """One call that changes something in Jira or OpsCenter: written down before it is made.

    Personal data: none.
    """

    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, related_name="deliveries", help_text=_("What it is about.")
    )
    kind = models.CharField(_("kind"), max_length=20, help_text=_("What it does."))
    body = models.JSONField(_("body"), default=dict, help_text=_("What it says."))
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, help_text=_("How far it is."))
    planned_at = models.DateTimeField(_("planned at"), help_text=_("When it was decided."))
    sent_at = models.DateTimeField(_("sent at"), null=True, help_text=_("When it was sent."))
    finished_at = models.DateTimeField(_("finished at"), null=True, help_text=_("When that was over."))
    problem = models.CharField(_("problem"), max_length=500, blank=True, help_text=_("Why it was refused."))

    class Meta:
        indexes = [
            models.Index(fields=["state", "ticket"], name="opsdesk_delivery_state_idx"),
            models.Index(fields=["finished_at"], name="opsdesk_delivery_finished_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for ticket {self.ticket_id}"


LONGEST_IDENTIFIER = 100
"""How much of the identifier of a webhook tells it from all others; what comes after that is cut off."""


class WebhookReceipt(models.Model):
    """That Jira told us something: known by its identifier when it is delivered again.

    Personal data: none.
    """

    identifier = models.CharField(
        _("identifier"),
        max_length=LONGEST_IDENTIFIER,
        unique=True,
        help_text=_("Jira's identifier of the delivery."),
    )
    received_at = models.DateTimeField(_("received at"), help_text=_("When it was first delivered."))
    jira_key = models.CharField(_("Jira key"), max_length=50, blank=True, help_text=_("About which issue."))
    echo = models.BooleanField(_("echo"), default=False, help_text=_("Whether it tells of our own change."))

    class Meta:
        indexes = [models.Index(fields=["received_at"], name="opsdesk_webhook_received_idx")]

    def __str__(self) -> str:
        return self.identifier


class DigestSent(models.Model):
    """That an address has had its digest of a day, or is about to; one with a problem was not sent.

    Personal data: the mail address of a member of staff, or of a team.
    """

    recipient = models.CharField(_("recipient"), max_length=254, help_text=_("The mail address."))
    on = models.DateField(_("on"), help_text=_("Of which day, in UTC."))
    begun_at = models.DateTimeField(_("begun at"), help_text=_("When it was about to be sent."))
    tickets = models.IntegerField(_("tickets"), help_text=_("How many tickets were due soon."))
    problem = models.CharField(
        _("problem"), max_length=500, blank=True, help_text=_("Why it was not sent; empty if it was.")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "on"], name="opsdesk_digest_once_a_day")]
        indexes = [models.Index(fields=["begun_at"], name="opsdesk_digest_begun_idx")]

    def __str__(self) -> str:
        return f"digest of {self.on:%Y-%m-%d}"
