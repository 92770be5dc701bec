"""What of the demo is in the database."""

from jumprope.interfaces.cli.demo.district import District, Part
from jumprope.interfaces.cli.demo.districts import DISTRICTS
from jumprope.interfaces.cli.demo.place import viewer
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts import reads as accounts
from jumprope.platform.tenancy import reads as tenancy


def told() -> list[District]:
    """The districts whose story has been told. One query for each."""
    return [district for district in DISTRICTS if is_told(district)]


def is_told(district: District) -> bool:
    """Whether the district is there: a story is told whole or not at all. One query."""
    try:
        tenancy.operator_of(district.slug)
    except tenancy.TenantUnknown:
        return False
    return True


def viewer_of(district: District, part: Part) -> Viewer:
    """Someone of a district that is told, now. Raises `LookupError` for a stranger. Three queries."""
    tenant_id = tenancy.operator_of(district.slug).tenant_id
    with tenant_scope(tenant_id):
        account_id = accounts.id_of(part.mail)
    if account_id is None:
        raise LookupError(part.mail)
    return viewer(tenant_id, account_id)
