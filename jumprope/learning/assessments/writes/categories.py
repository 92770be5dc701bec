"""Keeping the categories of sections' gradebooks."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.db.models import Max, TextChoices
from django.utils.translation import gettext_lazy as _

from jumprope.kit import changes, described, retiring, rows, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access
from jumprope.learning.assessments.models import AssessmentCategory
from jumprope.learning.assessments.reads import CategoryRetired
from jumprope.school.courses import writes as courses

MOST_TAKEN_IN = 5000
"""How many categories a step takes in at once."""


class CategoryNameTaken(Refused):
    """The categories of a section are told apart by their names, also those that are retired."""

    code = "category_name_taken"
    message = _("The section has a category “{name}” already.")


class CategoryDetail(TextChoices):
    """What a category may do without."""

    DEFAULT_WEIGHT = "default_weight", _("The weight that it brings")


class NewCategory(TypedDict):
    """A category of a section, at its place among the others; the first is 1."""

    section_id: int
    name: str
    position: int
    default_weight: NotRequired[Decimal | None]


class KnownCategory(NewCategory):
    """A category that is there, in the same section, and how it is to be."""

    category_id: int


@dataclass(frozen=True, kw_only=True)
class CategoryWritten(Answer):
    """The category that was made, changed or retired."""

    category_id: int


@command(access.PLAN_ASSESSMENTS, event="category.made")
def make_category(
    *,
    viewer: Viewer,
    section_id: int,
    name: str,
    default_weight: Decimal | None = None,
    position: int | None = None,
) -> CategoryWritten:
    """Make a category of a section, after those that there are unless its position is given.

    Raises `NotFound` for the section, `CategoryNameTaken`, and what `kit.values` refuses.
    """
    sections = courses.lock_sections(rule=access.sections_to_plan_in(viewer), section_ids={section_id})
    category = AssessmentCategory(
        section_id=section_id,
        name=name,
        default_weight=default_weight,
        position=_next_position(section_id) if position is None else position,
    )
    refuse_all([*([] if sections else [NotFound(field="section_id")]), *values.clean(category)])
    with _unless_taken(CategoryNameTaken(name=category.name, field="name")):
        category.save(force_insert=True)
    return CategoryWritten(category_id=category.pk)


@command(access.PLAN_ASSESSMENTS, event="category.changed")
def change_category(
    *,
    viewer: Viewer,
    category_id: int,
    name: str | None = None,
    default_weight: Decimal | None = None,
    position: int | None = None,
    clear: Collection[CategoryDetail | str] = (),
) -> CategoryWritten:
    """Change what is given of a category, and clear what is to be. Assessments in it keep their weights; of
    two categories in one position the older comes first.

    Raises `NotFound`, `CategoryNameTaken`, and what `kit.changes` and `kit.values` refuse.
    """
    category = _locked(viewer, category_id)
    given = {"name": name, "default_weight": default_weight, "position": position}
    refuse_all([*changes.put(category, given, clear=clear), *values.clean(category)])
    with _unless_taken(CategoryNameTaken(name=category.name, field="name")):
        category.save(update_fields=list(given))
    return CategoryWritten(category_id=category_id)


@command(access.PLAN_ASSESSMENTS, event="category.retired")
def retire_category(*, viewer: Viewer, category_id: int) -> CategoryWritten:
    """Let nothing new be put in a category. Raises `NotFound`, `CategoryRetired`."""
    category = _locked(viewer, category_id)
    retiring.retire(category, at=viewer.now, already=CategoryRetired(name=category.name, field="category_id"))
    return CategoryWritten(category_id=category_id)


@step
def take_in_categories(
    *, viewer: Viewer, categories: Sequence[NewCategory | KnownCategory], at: str = "categories"
) -> list[int]:
    """Write down categories, those with a key as well as new ones; their keys in the order given.

    A default weight is what one assessment counts: not the share of a category in a mark, which other systems
    call its weight. At most 5,000 at once; nine statements at most. Raises `NotFound` for a category or a
    section, `CategoryNameTaken`, `DescribedTwice`, and what `kit.values` refuses.
    """
    values.check_size(categories, field=at, at_most=MOST_TAKEN_IN)
    sections = courses.lock_sections(
        rule=access.sections_to_plan_in(viewer), section_ids={one["section_id"] for one in categories}
    )
    found = described.read(
        AssessmentCategory, categories, key="category_id", rule=access.categories_to_keep(viewer), at=at
    )
    refuse_all([*found.refusals, *_faults(found.rows, sections)])
    with _unless_taken(uniqueness.TakenMeanwhile(field=at)):
        return described.save(found)


def _faults(found: Mapping[str, AssessmentCategory], sections: Collection[int]) -> Iterator[Refused]:
    """What is wrong with categories, by their place in the input, beside those of the same sections. A name
    that one of them gives up is free from the next time on. One query.
    """
    known = {category.pk: category for category in AssessmentCategory.objects.filter(section__in=sections)}
    holders: dict[tuple[int, str], object] = {
        (category.section_id, category.name): key for key, category in known.items()
    }
    for place, category in found.items():
        own = place if category._state.adding else category.pk
        if category.section_id not in sections or _moved(category, known):
            yield NotFound(field=f"{place}.section_id")
        if holders.setdefault((category.section_id, category.name), own) != own:
            yield CategoryNameTaken(name=category.name, field=f"{place}.name")


def _moved(category: AssessmentCategory, known: Mapping[int, AssessmentCategory]) -> bool:
    """Whether a category that is there would come to another section than its own."""
    before = known.get(category.pk)
    return not category._state.adding and (before is None or before.section_id != category.section_id)


def _locked(viewer: Viewer, category_id: int) -> AssessmentCategory:
    return rows.locked_one(
        AssessmentCategory, access.categories_to_keep(viewer), category_id, field="category_id"
    )


def _next_position(section_id: int) -> int:
    last = AssessmentCategory.objects.filter(section=section_id).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _unless_taken(taken: Refused) -> AbstractContextManager[None]:
    return uniqueness.unless_taken(AssessmentCategory, "assessments_category_name", taken)
