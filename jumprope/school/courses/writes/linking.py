"""Saying which sections are taught together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.described import DescribedTwice
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.courses import access
from jumprope.school.courses.models import LinkedSections, Section
from jumprope.school.courses.reads import Place, places

MOST_LINKED = 100
"""How many sections are taught together."""


class TooFewLinked(Refused):
    """One section by itself is taught with no other."""

    code = "too_few_linked"
    message = _("Name at least two sections that are taught together.")
    field = "section_ids"


class SectionsApart(Refused):
    """Who is taught together is at one school, in one year."""

    code = "sections_apart"
    message = _("This section is of another school, or another school year, than the first.")


class SectionLinked(Refused):
    """A section is taught together with some sections, or with others."""

    code = "section_linked"
    message = _("The section “{name}” is taught together with others already.")


class SectionNotLinked(Refused):
    """There is nothing to part it from."""

    code = "section_not_linked"
    message = _("The section “{name}” is taught by itself.")
    field = "section_id"


@dataclass(frozen=True, kw_only=True)
class SectionsLinked(Answer):
    """What the sections are together."""

    linked_sections_id: int


@dataclass(frozen=True, kw_only=True)
class SectionUnlinked(Answer):
    """The sections that are taught by themselves from now on."""

    section_ids: list[int]


@command(access.MANAGE_COURSES, event="sections.linked")
def link_sections(*, viewer: Viewer, name: str, section_ids: Sequence[int]) -> SectionsLinked:
    """Say that 2 to 100 sections of one school and year are taught together.

    Raises `NotFound` for a section, `TooFewLinked`, `SectionsApart`, `SectionLinked`, `DescribedTwice`, and
    what `kit.values` refuses.
    """
    values.check_size(section_ids, field="section_ids", at_most=MOST_LINKED)
    if len(section_ids) < 2:
        raise TooFewLinked
    found = rows.lock(Section, access.sections_to_change(viewer), section_ids)
    placed = places(found)
    refuse_all(_faults(section_ids, found, placed))
    linked = LinkedSections(school_id=placed[section_ids[0]].school_id, name=name)
    refuse_all(values.clean(linked))
    linked.save(force_insert=True)
    Section.objects.filter(pk__in=section_ids).update(linked_with=linked)
    return SectionsLinked(linked_sections_id=linked.pk)


def _faults(
    section_ids: Sequence[int], found: Mapping[int, Section], placed: Mapping[int, Place]
) -> Iterator[Refused]:
    """What is wrong with sections that are to be taught together, each held against the first one found."""
    first = next((found[key] for key in section_ids if key in found), None)
    for position, key in enumerate(section_ids):
        field = f"section_ids.{position}"
        section = found.get(key)
        if section is None or first is None:
            yield NotFound(field=field)
            continue
        if key in section_ids[:position]:
            yield DescribedTwice(field=field)
        if section.linked_with_id is not None:
            yield SectionLinked(name=section.name, field=field)
        of_one_school = placed[key].school_id == placed[first.pk].school_id
        if not of_one_school or section.school_year_id != first.school_year_id:
            yield SectionsApart(field=field)


@command(access.MANAGE_COURSES, event="section.unlinked")
def unlink_section(*, viewer: Viewer, section_id: int) -> SectionUnlinked:
    """Let a section be taught by itself again; where one other is left, that one too.

    Raises `NotFound`, `SectionNotLinked`.
    """
    section = rows.locked_one(Section, access.sections_to_change(viewer), section_id, field="section_id")
    if section.linked_with_id is None:
        raise SectionNotLinked(name=section.name)
    together = Section.objects.select_for_update().filter(linked_with=section.linked_with_id).order_by("pk")
    others = [other.pk for other in together if other.pk != section_id]
    apart = [section_id, *others] if len(others) == 1 else [section_id]
    Section.objects.filter(pk__in=apart).update(linked_with=None)
    return SectionUnlinked(section_ids=apart)
