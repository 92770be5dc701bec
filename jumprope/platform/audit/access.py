"""Who may look at what was done."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import permission

READ_AUDIT = permission("audit.read", _("See what was done, by whom and when"))
