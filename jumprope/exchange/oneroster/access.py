"""Who may take in and hand out all rosters of a tenant at once: operators, at the command line."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import Permission

IMPORT_ROSTERS = Permission(
    "rosters.import",
    _("Take in all rosters from a student information system; for operators only"),
    frozenset(),
)
EXPORT_ROSTERS = Permission(
    "rosters.export", _("Hand out all rosters of a tenant as files; for operators only"), frozenset()
)
