"""Packages that publishers really offer are read and kept whole, and broken copies of them are refused."""

import json
import os
from pathlib import Path

import pytest
from django.db.models import Q

from jumprope.exchange.case.rules import hierarchy, reading
from jumprope.exchange.case.rules.packages import Counts
from jumprope.exchange.case.rules.problems import Code
from jumprope.exchange.case.writes import import_packages
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards.models import StandardAssociation

SHARED_DATA = os.environ.get("JUMPROPE_SHARED_DATA")
LARGEST = "smarterbalanced_math_content_spec_CFPackage.json"

pytestmark = pytest.mark.skipif(SHARED_DATA is None, reason="JUMPROPE_SHARED_DATA is not set")

# What each file holds, counted from its JSON.
PACKAGES = {
    "opensalt_test_ItemTypeTestFramework.json": Counts(
        items=1, associations=1, leaving=0, repeated=0, rubrics=0
    ),
    "opensalt_test_MarkdownFramework.json": Counts(items=2, associations=2, leaving=0, repeated=0, rubrics=0),
    "opensalt_test_Ordering.json": Counts(items=28, associations=28, leaving=0, repeated=0, rubrics=0),
    "opensalt_test_SequenceNumberFramework.json": Counts(
        items=2, associations=2, leaving=0, repeated=0, rubrics=0
    ),
    "opensalt_test_SmartLevelFramework.json": Counts(
        items=14, associations=14, leaving=0, repeated=0, rubrics=0
    ),
    "opensalt_what_standards_could_be.json": Counts(
        items=16, associations=39, leaving=21, repeated=0, rubrics=0
    ),
    LARGEST: Counts(items=585, associations=3368, leaving=2005, repeated=1, rubrics=0),
}


def path_to(name: str) -> Path:
    return Path(SHARED_DATA or "") / "case" / name


@pytest.mark.parametrize(("name", "counts"), PACKAGES.items())
def test_a_published_package_is_read(name: str, counts: Counts) -> None:
    result = reading.read(path_to(name), name)

    assert result.problems == ()
    (package,) = result.packages
    assert package.counts() == counts
    tree = hierarchy.children(package)
    assert {child for below in tree.values() for child in below} == {
        item.identifier for item in package.items
    }


def test_nothing_of_the_largest_package_is_lost() -> None:
    written = json.loads(path_to(LARGEST).read_bytes())
    (package,) = reading.read(path_to(LARGEST), LARGEST).packages

    assert [item.full_statement for item in package.items] == [
        each["fullStatement"] for each in written["CFItems"]
    ]
    associations = {each.identifier: each for each in package.associations}
    for each in written["CFAssociations"]:
        read = associations[each["identifier"]]
        assert (read.kind, read.uri) == (each["associationType"], each["uri"])
        assert read.origin.identifier == each["originNodeURI"]["identifier"]
        assert read.destination.uri == each["destinationNodeURI"]["uri"]


def test_publishers_sort_their_children_as_they_number_them() -> None:
    name = "opensalt_test_SequenceNumberFramework.json"
    (package,) = reading.read(path_to(name), name).packages
    schemes = {item.identifier: item.human_coding_scheme for item in package.items}

    below = hierarchy.children(package)[package.document.identifier]
    assert [schemes[identifier] for identifier in below] == ["SNT.2", "SNT.1"]


def test_coding_schemes_are_sorted_by_the_size_of_their_numbers() -> None:
    name = "opensalt_test_Ordering.json"
    (package,) = reading.read(path_to(name), name).packages
    schemes = {item.identifier: item.human_coding_scheme for item in package.items}

    longest = max(hierarchy.children(package).values(), key=len)
    assert [schemes[each].rpartition(".")[2] for each in longest] == [str(number) for number in range(1, 25)]


def test_a_break_in_every_item_is_counted_and_not_listed() -> None:
    broken = path_to(LARGEST).read_bytes().replace(b'"fullStatement"', b'"statement"')

    problems = reading.read(broken, LARGEST).problems
    assert problems[-1].code is Code.FURTHER_PROBLEMS
    assert problems[-1].message.startswith("485 further problems")


@pytest.mark.django_db
def test_the_largest_package_is_kept_whole_and_kept_again(operator: Viewer) -> None:
    packages = reading.read(path_to(LARGEST), LARGEST).packages
    first = import_packages(viewer=operator, packages=packages)
    assert (first.standards["created"], first.associations["created"]) == (585, 3367)
    assert StandardAssociation.objects.filter(Q(origin=None) | Q(destination=None)).count() > 2000

    again = import_packages(viewer=operator, packages=packages)
    assert (again.standards["unchanged"], again.associations["unchanged"]) == (585, 3367)
