"""The tenant says standards in its own words, for children and for families, in several languages."""

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards import writes
from jumprope.learning.standards.factories import a_standard, a_wording
from jumprope.learning.standards.models import Standard, StandardWording
from jumprope.learning.standards.writes import NewWording
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def planets() -> Standard:
    return a_standard()


def new(
    standard_id: int, text: str = "I can.", audience: str = "children", language: str = "en"
) -> NewWording:
    return NewWording(standard_id=standard_id, audience=audience, language=language, text=text)


def said() -> list[tuple[str, str, str]]:
    return sorted(StandardWording.objects.values_list("audience", "language", "text"))


def test_a_standard_is_said_for_each_audience_and_language(operator: Viewer, planets: Standard) -> None:
    wordings = [
        new(planets.pk, " I can name the planets. "),
        new(planets.pk, "Puedo nombrar los planetas.", language="es-MX"),
        new(planets.pk, "Your child names the planets.", audience="families"),
    ]
    answer = writes.word_standards(viewer=operator, wordings=wordings)
    assert len(set(answer.wording_ids)) == 3
    assert said() == [
        ("children", "en", "I can name the planets."),
        ("children", "es-MX", "Puedo nombrar los planetas."),
        ("families", "en", "Your child names the planets."),
    ]


def test_new_words_take_the_place_of_the_old_ones(operator: Viewer, planets: Standard) -> None:
    before = a_wording(standard=planets)
    answer = writes.word_standards(viewer=operator, wordings=[new(planets.pk, "I know them all.")])
    assert answer.wording_ids == [before.pk]
    assert said() == [("children", "en", "I know them all.")]


def test_words_that_are_taken_back_are_shown_to_nobody(operator: Viewer, planets: Standard) -> None:
    wording = a_wording(standard=planets)
    assert seen_by(a_viewer(Role.STUDENT), "StandardWording") == {"StandardWording": {wording.pk}}
    writes.word_standards(viewer=operator, wordings=[new(planets.pk, "")])
    assert seen_by(a_viewer(Role.TENANT_ADMIN), "StandardWording") == {"StandardWording": set()}


def test_what_cannot_be_said_is_refused(operator: Viewer, other_tenant: Tenant, planets: Standard) -> None:
    with tenant_scope(other_tenant.pk):
        foreign = a_standard()
    wordings = [
        new(planets.pk, "x" * 501),
        new(planets.pk, audience="teachers"),
        new(planets.pk, language="English"),
        new(foreign.pk),
        new(planets.pk, "Again."),
    ]
    with refused(
        ("value_too_long", "wordings.0.text"),
        ("value_invalid", "wordings.1.audience"),
        ("value_invalid", "wordings.2.language"),
        ("not_found", "wordings.3.standard_id"),
        ("wording_repeated", "wordings.4"),
    ):
        writes.word_standards(viewer=operator, wordings=wordings)
    with refused(("nothing_given", "wordings")):
        writes.word_standards(viewer=operator, wordings=[])


def test_a_teacher_may_not_say_them(planets: Standard) -> None:
    teacher = a_viewer(Role.TEACHER)
    with refused(("not_found", None)):
        writes.word_standards(viewer=teacher, wordings=[new(planets.pk)])


def test_many_are_said_in_as_many_statements_as_one(operator: Viewer) -> None:
    def taken(count: int) -> int:
        wordings = [new(a_standard().pk) for _ in range(count)]
        return statements(lambda: writes.word_standards(viewer=operator, wordings=wordings))

    taken(1)  # the tenant's first event makes the head of its chain too
    assert taken(1) == taken(20)


def test_words_are_said_and_read_through_the_api(ask: Ask, planets: Standard) -> None:
    document = """mutation ($input: WordStandardsInput!) { wordStandards(input: $input) {
      wordings { audience language text standard { wordings { text } } } errors { code }
    } }"""
    standard = {"standardId": ids.encode("Standard", planets.pk), "language": "so"}
    words = [{**standard, "audience": "FAMILIES", "text": "Meerayaasha."}]
    answer = ask(a_viewer(Role.TENANT_ADMIN), document, input={"wordings": words})["wordStandards"]
    assert answer == {
        "wordings": [
            {
                "audience": "FAMILIES",
                "language": "so",
                "text": "Meerayaasha.",
                "standard": {"wordings": [{"text": "Meerayaasha."}]},
            }
        ],
        "errors": [],
    }
