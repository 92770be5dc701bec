"""What can be done about accounts. Passwords are no business of this API: it would see and log them."""

from graphplan import IdInput, Written
from jumprope.kit.graphql import Mutation
from jumprope.platform.accounts import writes


class DisableAccount(Mutation):
    """Let nobody sign in to an account any more; whoever is signed in to it is signed out."""

    class Meta:
        command = writes.disable

    class Input:
        account_id = IdInput("Account", "The account.", required=True)

    account = Written("Account", "The disabled account.", key="account_id")
