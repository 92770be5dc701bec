"""Small districts to try everything on."""

import pytest

from bench.district import District, Size, build

SMALL = Size(sections=7, students=3, assessments=4, standards=4)


@pytest.fixture
def district(db: None) -> District:  # noqa: ARG001 - it is the database being there that is needed
    """A district with two classes, in which everybody sees something and nobody all."""
    return build(SMALL)


@pytest.fixture
def other_district(db: None) -> District:  # noqa: ARG001
    """Another tenant."""
    return build(SMALL)
