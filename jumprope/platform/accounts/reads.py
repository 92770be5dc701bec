"""Questions about accounts."""

from jumprope.platform.accounts.models import Account
from jumprope.platform.accounts.rules import normalised


def known(account_id: int) -> bool:
    """Whether the tenant in scope has this account. One query."""
    return Account.objects.filter(pk=account_id).exists()


def id_of(email: str) -> int | None:
    """The key of the account of the tenant in scope with this email address, if there is one. One query."""
    return Account.objects.filter(email=normalised(email)).values_list("pk", flat=True).first()
