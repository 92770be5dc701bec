"""What of the demo is in the database."""

from jumprope.interfaces.cli.demo.districts import DISTRICTS, District
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
