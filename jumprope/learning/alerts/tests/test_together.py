"""Alerts that are refreshed by several at the same moment are raised once."""

from datetime import timedelta
from functools import partial

from jumprope.kit.viewer import Viewer
from jumprope.learning.alerts import writes
from jumprope.learning.alerts.models import GradeAlert
from jumprope.learning.assessments.factories import a_class
from tests.threads import Together


def test_alerts_are_raised_once(together: Together, operator: Viewer) -> None:
    rooms = [a_class(), a_class()]
    for room in rooms:
        room.assessment.due_on = operator.today - timedelta(days=1)
        room.assessment.save()
    keys = [room.section.pk for room in rooms]
    refresh = partial(writes.refresh_alerts, viewer=operator)
    answers = together(*(partial(refresh, section_ids=some) for some in (keys, keys[::-1], keys[:1])))
    refreshed = [answer for answer in answers if isinstance(answer, writes.AlertsRefreshed)]
    assert len(refreshed) == 3, answers
    raised = [key for answer in refreshed for key in answer.raised_ids]
    assert sorted(raised) == sorted(GradeAlert.objects.values_list("pk", flat=True))
    assert len(raised) == 4
