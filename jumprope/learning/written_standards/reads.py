"""Questions about the standards that teachers write."""

from collections.abc import Collection

from jumprope.kit.viewer import Viewer
from jumprope.learning.written_standards.models import WritingSchool


def open_schools(viewer: Viewer, school_ids: Collection[int]) -> dict[int, bool]:
    """Whether teachers of these schools of the viewer's tenant may write standards. One query."""
    found = viewer.rows(WritingSchool).filter(school__in=school_ids, open=True)
    opened = set(found.values_list("school_id", flat=True))
    return {school: school in opened for school in school_ids}
