"""Who may change the calendar; everyone who signs in sees it."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import Role, permission

MANAGE_CALENDARS = permission("calendars.manage", _("Make school years and terms"), Role.INTEGRATION)
