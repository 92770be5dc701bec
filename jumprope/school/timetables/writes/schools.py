"""Whose timetables they are."""

from jumprope.kit.command import step
from jumprope.kit.errors import NotFound
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.timetables import access


@step
def check_school(viewer: Viewer, school_id: int) -> None:
    """Refuse a school whose timetables the viewer does not keep. Raises `NotFound`. One statement."""
    if not tenancy.schools_among([school_id], rule=access.schools_to_time(viewer)):
        raise NotFound(field="school_id")
