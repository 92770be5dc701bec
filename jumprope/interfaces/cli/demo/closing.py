"""What those who run a school see to: grades at the end of a quarter, missing work, students who leave."""

from jumprope.interfaces.cli.demo.place import Place
from jumprope.learning.alerts import writes as alerts
from jumprope.mastery.schemes import writes as grades
from jumprope.school.calendars import writes as calendars
from jumprope.school.rosters import writes as rosters

ONE_LEAVES_OF = 200
"""One of so many students moves out of the district during the year."""


def close_quarter(place: Place) -> None:
    """Course grades of the first quarter are determined and posted for families, and those of the year so far
    are determined; then the quarter is locked.
    """
    for number, room in enumerate(place.rooms):
        teacher, scheme_id = place.viewer(room.teacher), place.schemes[room.course_id]
        for period_id in (place.quarter_ids[0], None):
            grades.determine_course_grades(
                viewer=teacher,
                section_id=room.section_id,
                scheme_id=scheme_id,
                grading_period_id=period_id,
            )
        if number == 0:
            _raise_one(place)
        grades.post_course_grades.once(f"Quarter 1, section {room.section_id}")(
            viewer=teacher,
            section_id=room.section_id,
            scheme_id=scheme_id,
            grading_period_id=place.quarter_ids[0],
        )
    calendars.lock_grading_period(
        viewer=place.admin(),
        grading_period_id=place.quarter_ids[0],
        reason="Report cards are being printed.",
    )


def _raise_one(place: Place) -> None:
    """The teacher says another course grade of one student than was calculated."""
    room = place.rooms[0]
    grades.override_course_grade(
        viewer=place.viewer(room.teacher),
        section_id=room.section_id,
        student_id=room.student_ids[1],
        scheme_id=place.schemes[room.course_id],
        grading_period_id=place.quarter_ids[0],
        level_id=place.levels["Meeting"],
        reason="Came back after an illness and has caught up since.",
        expected_revision=1,
    )


def look_after(place: Place) -> None:
    """Missing work is found in all sections; the first alert is taken up by the teacher."""
    section_ids = [room.section_id for room in place.rooms]
    raised = [
        alert_id
        for start in range(0, len(section_ids), alerts.MOST_SECTIONS)
        for alert_id in alerts.refresh_alerts(
            viewer=place.admin(), section_ids=section_ids[start : start + alerts.MOST_SECTIONS]
        ).raised_ids
    ]
    if raised:
        alerts.acknowledge_alert(
            viewer=place.admin(),
            alert_id=raised[0],
            note="Will stay after school on Tuesday to finish it.",
            shared_with_families=True,
        )


def move_away(place: Place) -> None:
    """One student goes on to another school of the district, if there is one; a few leave it."""
    students, today = place.student_ids, place.admin().today
    if len(place.school_ids) > 1:
        rosters.transfer_student(
            viewer=place.admin(),
            student_id=students[-1],
            school_id=next(key for key in reversed(place.school_ids) if key != place.rooms[-1].school_id),
            on=today,
            reason="The family has moved.",
        )
    for student_id in students[ONE_LEAVES_OF - 1 : -1 : ONE_LEAVES_OF]:
        rosters.record_departure(
            viewer=place.admin(), student_id=student_id, left_on=today, reason="The family has moved away."
        )
