"""Who may change the standards bank; everyone who signs in sees it."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import Role, permission

MANAGE_STANDARDS = permission("standards.manage", _("Import and retire standards"), Role.INTEGRATION)
