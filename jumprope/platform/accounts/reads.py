"""Questions about accounts."""

from jumprope.platform.accounts.models import Account


def known(account_id: int) -> bool:
    """Whether the tenant in scope has this account. One query."""
    return Account.objects.filter(pk=account_id).exists()
