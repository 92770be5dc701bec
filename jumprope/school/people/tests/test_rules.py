"""How the history of a student's schools follows from where the student is now."""

from datetime import date

import pytest

from jumprope.school.people.rules import Followed, Stay, followed

OAK, ELM = 1, 2
MAY, JUNE, JULY = (date(2026, month, 1) for month in (5, 6, 7))


@pytest.mark.parametrize(
    ("latest", "school", "left_on", "expected"),
    [
        pytest.param(None, OAK, None, Followed(None, begins=True), id="the first school"),
        pytest.param(None, OAK, JUNE, Followed(None, begins=False), id="gone before the history began"),
        pytest.param(Stay(OAK, MAY), OAK, None, Followed(None, begins=False), id="nothing has changed"),
        pytest.param(Stay(OAK, MAY), ELM, None, Followed(JUNE, begins=True), id="to another school"),
        pytest.param(Stay(OAK, JULY), ELM, None, Followed(JULY, begins=True), id="before it began"),
        pytest.param(Stay(OAK, MAY), OAK, JUNE, Followed(JUNE, begins=False), id="a departure"),
        pytest.param(Stay(OAK, JULY), OAK, JUNE, Followed(JULY, begins=False), id="gone before it began"),
        pytest.param(Stay(OAK, MAY, JULY), OAK, JUNE, Followed(JUNE, begins=False), id="gone earlier"),
        pytest.param(Stay(OAK, MAY, JULY), OAK, None, Followed(None, begins=False), id="stays after all"),
        pytest.param(Stay(OAK, MAY, JULY), ELM, None, Followed(JUNE, begins=True), id="elsewhere instead"),
        pytest.param(Stay(OAK, MAY, JUNE), OAK, None, Followed(JUNE, begins=True), id="comes back"),
    ],
)
def test_the_latest_stay_follows(
    latest: Stay | None, school: int, left_on: date | None, expected: Followed
) -> None:
    assert followed(latest, school_id=school, left_on=left_on, on=JUNE) == expected
