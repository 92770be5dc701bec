"""Taking OneRoster deliveries in, and handing out what they are made of."""

from jumprope.exchange.oneroster.writes.exporting import RosterExported, export_roster
from jumprope.exchange.oneroster.writes.importing import RosterImported, import_roster

__all__ = ["RosterExported", "RosterImported", "export_roster", "import_roster"]
