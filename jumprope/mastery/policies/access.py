"""Who may say how evidence becomes mastery; everyone who signs in sees the scales."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import Role, permission

MANAGE_SCALES = permission("scales.manage", _("Make scales and levels"))
MANAGE_POLICIES = permission("policies.manage", _("Set policies"), Role.SCHOOL_ADMIN)
