"""Audit events, the head of each tenant's chain, and idempotency keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jumprope.kit.tenancy import TenantForeignKey, TenantModel


class AuditEvent(TenantModel):
    """That a command was done. Append-only; each event's digest covers the one before it, per tenant.

    `details` is the canonical JSON of the command's answer: ids and counts, never names, comments or scores.

    Personal data: of the account that acted: what it did and when.
    """

    position = models.BigIntegerField(_("position"), help_text=_("The place in the tenant's chain, from 1."))
    at = models.DateTimeField(_("at"), help_text=_("When it was done."))
    account = TenantForeignKey(
        "accounts.Account",
        null=True,
        blank=True,
        related_name="audit_events",
        help_text=_("Who did it; none for an operator at the command line."),
    )
    event = models.CharField(
        _("event"), max_length=60, help_text=_("What was done, for example `scores.recorded`.")
    )
    details = models.TextField(_("details"), help_text=_("What the command answered, as canonical JSON."))
    previous_digest = models.CharField(
        _("previous digest"),
        max_length=64,
        help_text=_("The digest of the event before; empty for the first."),
    )
    digest = models.CharField(
        _("digest"), max_length=64, help_text=_("SHA-256 over this event and the one before.")
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "position"], name="audit_event_position")]

    def __str__(self) -> str:
        return f"{self.event} at position {self.position}"


class AuditHead(TenantModel):
    """The end of a tenant's chain. Locked while an event is appended, so that the chain never forks.

    Personal data: none.
    """

    position = models.BigIntegerField(
        _("position"), default=0, help_text=_("The position of the last event.")
    )
    digest = models.CharField(
        _("digest"), max_length=64, blank=True, default="", help_text=_("The digest of the last event.")
    )

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant"], name="audit_one_head_per_tenant")]

    def __str__(self) -> str:
        return f"head at position {self.position}"


class IdempotencyKey(TenantModel):
    """The first answer to a request that its client may repeat, kept in the same transaction as its effect.

    Personal data: of the account that acted: that it made the request.
    """

    OPERATOR = 0
    """The holder of an operator's keys: in a unique key, a null would be unlike every other null."""

    holder = models.BigIntegerField(
        _("holder"), help_text=_("The account that used the key; 0 for an operator.")
    )
    key = models.CharField(_("key"), max_length=100, help_text=_("The key, chosen by the client."))
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, help_text=_("A keyed digest of command and values.")
    )
    answer = models.TextField(
        _("answer"),
        default="",
        help_text=_("What was answered first, as JSON; empty until its transaction ends."),
    )
    used_at = models.DateTimeField(_("used at"), help_text=_("When it was first used."))

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "holder", "key"], name="audit_idempotency_key_once")
        ]

    def __str__(self) -> str:
        return f"key {self.pk}"
