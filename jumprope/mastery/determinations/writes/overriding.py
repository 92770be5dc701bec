"""What a teacher says in place of what was calculated. The calculated number stays beside it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows
from jumprope.kit.command import Answer, command
from jumprope.kit.conclusions import NOTHING_SAID, OVERRIDE, Said
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access, reads
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.writes.determining import record
from jumprope.mastery.policies import reads as policies
from jumprope.school.courses import reads as courses
from jumprope.school.courses import writes as courses_writes


class NotOverridden(Refused):
    """There is nothing to take back."""

    code = "not_overridden"
    message = _("This mastery is as calculated; nobody has said another level.")


class MasteryChangedMeanwhile(Refused):
    """It says something else than what the decision was made on."""

    code = "mastery_changed_meanwhile"
    message = _("This mastery is at revision {revision} by now. Look at it and decide again.")
    field = "expected_revision"


MOST_EXPIRED = 5_000
"""How many overrides are cleared at once."""


@dataclass(frozen=True, kw_only=True)
class MasteryOverridden(Answer):
    """The determination that says what the teacher says."""

    determination_id: int


@dataclass(frozen=True, kw_only=True)
class OverrideCleared(Answer):
    """The determination that says what was calculated again."""

    determination_id: int


@dataclass(frozen=True, kw_only=True)
class OverridesExpired(Answer):
    """The determinations whose overrides had expired, and are cleared now."""

    determination_ids: list[int]


@command(access.OVERRIDE_MASTERY, event="mastery.overridden")
def override(
    *,
    viewer: Viewer,
    section_id: int,
    student_id: int,
    standard_id: int,
    level_id: int,
    reason: str,
    expected_revision: int,
    expires_on: date | None = None,
) -> MasteryOverridden:
    """Say a level in place of the calculated one, with a reason. It stays, whatever is calculated later, as
    long as its scale holds and until the day, local to the school, on which it expires.

    `expected_revision` is that of the determination that was looked at. Raises `NotFound` for a section that
    is absent or not the viewer's to judge in, and for mastery that was never determined;
    `MasteryChangedMeanwhile`, and what `reads.to_be_said` refuses.
    """
    determination = _locked(viewer, section_id, student_id, standard_id, expected_revision)
    said = reads.to_be_said(
        viewer=viewer,
        level_id=level_id,
        reason=reason,
        expires_on=expires_on,
        scale=_scale_of(determination),
    )
    if said != determination.said:
        _say(viewer, determination, said)
    return MasteryOverridden(determination_id=determination.pk)


@command(access.OVERRIDE_MASTERY, event="mastery.override_cleared")
def clear_override(
    *, viewer: Viewer, section_id: int, student_id: int, standard_id: int, expected_revision: int
) -> OverrideCleared:
    """Let the calculated level hold again.

    Raises `NotFound` and `MasteryChangedMeanwhile` as `override` does, and `NotOverridden`.
    """
    determination = _locked(viewer, section_id, student_id, standard_id, expected_revision)
    if determination.override_level_id is None:
        raise NotOverridden
    _say(viewer, determination, NOTHING_SAID)
    return OverrideCleared(determination_id=determination.pk)


@command(access.EXPIRE_OVERRIDES, event="mastery.overrides_expired")
def expire_overrides(*, viewer: Viewer) -> OverridesExpired:
    """Clear the overrides of the tenant that hold no longer, as their history then tells: for every night.

    Nobody waits for it: an override that has expired is not shown as one, cleared or not. At most 5,000 at
    once, the oldest first. Five statements.
    """
    courses_writes.lock_all_sections()
    expired = Determination.objects.filter(access.override_expired(viewer)).order_by("pk")[:MOST_EXPIRED]
    cleared = list(expired)
    for determination in cleared:
        determination.say(NOTHING_SAID, viewer=viewer)
    rows.save(cleared, changing=[*OVERRIDE, "revision"])
    record(viewer=viewer, determinations=cleared)
    return OverridesExpired(determination_ids=[determination.pk for determination in cleared])


def _locked(
    viewer: Viewer, section_id: int, student_id: int, standard_id: int, expected_revision: int
) -> Determination:
    """The determination, in a section that is locked and that the viewer may judge in. Three statements."""
    allowed = courses_writes.lock_sections(
        rule=access.sections_to_override_in(viewer), section_ids=[section_id]
    )
    determination = Determination.objects.filter(
        section__in=allowed, student=student_id, standard=standard_id
    ).first()
    if section_id not in allowed:
        raise NotFound(field="section_id")
    if determination is None:
        raise NotFound(field="standard_id")
    if determination.revision != expected_revision:
        raise MasteryChangedMeanwhile(revision=determination.revision)
    return determination


def _scale_of(determination: Determination) -> policies.Scale:
    """The scale that holds where it is said. Three statements."""
    places = courses.places([determination.section_id])
    in_force = policies.in_force(places, standard_ids=[determination.standard_id])
    return in_force.at(determination.section_id, determination.standard_id).scale


def _say(viewer: Viewer, determination: Determination, said: Said) -> None:
    determination.say(said, viewer=viewer)
    determination.save(update_fields=[name.removesuffix("_id") for name in (*OVERRIDE, "revision")])
    record(viewer=viewer, determinations=[determination])
