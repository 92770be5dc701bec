"""What can be asked about accounts."""

from graphplan import Connection, Mine
from jumprope.kit.graphql import Query


class AccountQueries(Query):
    """The viewer's own account, and those that the viewer looks after."""

    me = Mine("Account", "The account that is signed in.", id=lambda viewer: viewer.account_id)
    accounts = Connection("Account", "All accounts that the viewer sees.", order_by="email")
