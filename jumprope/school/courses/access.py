"""Who may change what is taught. Who sees a section follows from rosters; courses are known to all who sign in."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import Role, permission

MANAGE_COURSES = permission("courses.manage", _("Make courses and sections"), Role.SCHOOL_ADMIN, Role.INTEGRATION)
