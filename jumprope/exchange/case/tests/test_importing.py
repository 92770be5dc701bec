"""A package becomes a framework whole, or not at all."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from jumprope.exchange.case.reads import StandardInAnotherFramework
from jumprope.exchange.case.rules.publications import publication
from jumprope.exchange.case.tests.samples import (
    association,
    content,
    document,
    guid,
    item,
    package,
    package_of,
    packages_of,
)
from jumprope.exchange.case.writes import import_packages
from jumprope.kit.errors import NotFound
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards.models import Framework, Standard, StandardAssociation
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def test_the_tree_is_read_from_the_top() -> None:
    said = publication(package_of(package()))
    assert [(each.code, each.position, each.parent_guid) for each in said.standards] == [
        ("G.1", 0, None),
        ("G.1.a", 1, guid(10)),
        ("G.1.b", 2, guid(10)),
    ]
    assert said.standards[1].details["education_level"] == ["03", "04"]


def test_a_standard_below_two_headings_stands_below_the_first() -> None:
    twice = package()
    twice["CFAssociations"] += [association(105, 12, 11)]
    said = publication(package_of(twice))
    assert [(each.code, each.position, each.parent_guid) for each in said.standards] == [
        ("G.1", 0, None),
        ("G.1.a", 1, guid(10)),
        ("G.1.b", 2, guid(11)),
    ]


def test_a_package_is_kept_and_kept_again(operator: Viewer) -> None:
    packages = packages_of(package())
    first = import_packages(viewer=operator, packages=packages)
    assert [each["created"] for each in (first.frameworks, first.standards, first.associations)] == [1, 3, 4]
    again = import_packages(viewer=operator, packages=packages)
    assert [each["unchanged"] for each in (again.frameworks, again.standards, again.associations)] == [
        1,
        3,
        4,
    ]
    assert [
        each["created"] + each["updated"] + each["ended"] for each in (again.standards, again.associations)
    ] == [0, 0]


def test_an_item_of_another_framework_refuses_the_whole_import(operator: Viewer) -> None:
    import_packages(viewer=operator, packages=packages_of(package()))
    events = AuditEvent.objects.count()
    thief = package(
        CFDocument=document(2, creator="Weeds & Co."), CFItems=[item(11), item(20)], CFAssociations=[]
    )
    with pytest.raises(StandardInAnotherFramework) as refusal:
        import_packages(viewer=operator, packages=packages_of(thief))
    assert [problem.field for problem in refusal.value.problems] == [guid(11)]
    assert (Framework.objects.count(), Standard.objects.count(), AuditEvent.objects.count()) == (1, 3, events)


def test_an_item_that_its_publisher_moves_keeps_its_key(operator: Viewer) -> None:
    import_packages(viewer=operator, packages=packages_of(package()))
    key = Standard.objects.get(guid=guid(12)).pk
    second = package(CFDocument=document(2), CFItems=[item(12), item(20)], CFAssociations=[])
    done = import_packages(viewer=operator, packages=packages_of(second)).standards
    assert (done["created"], done["moved"], done["ended"]) == (1, 1, 0)
    moved = Standard.objects.get(guid=guid(12))
    assert (moved.pk, moved.framework.guid, moved.retired_at) == (key, guid(2), None)


def test_an_item_is_moved_whichever_of_its_frameworks_is_read_first(operator: Viewer) -> None:
    import_packages(viewer=operator, packages=packages_of(package()))
    smaller = package(CFItems=[item(10), item(11)], CFAssociations=[])
    second = package(CFDocument=document(2), CFItems=[item(12)], CFAssociations=[])
    done = import_packages(viewer=operator, packages=packages_of([second, smaller])).standards
    assert (done["moved"], done["ended"]) == (1, 0)
    moved = Standard.objects.get(guid=guid(12))
    assert (moved.framework.guid, moved.retired_at) == (guid(2), None)


def test_tenants_have_frameworks_of_their_own(operator: Viewer, other_tenant: Tenant) -> None:
    packages = packages_of(package())
    import_packages(viewer=operator, packages=packages)
    other = Viewer.operator(other_tenant.pk, other_tenant.time_zone)
    assert import_packages(viewer=other, packages=packages).standards["created"] == 3
    with tenant_scope(other_tenant.pk):
        assert Standard.objects.count() == 3


def test_a_teacher_may_not_import(tenant: Tenant) -> None:  # noqa: ARG001
    with pytest.raises(NotFound):
        import_packages(viewer=a_viewer(Role.TEACHER), packages=packages_of(package()))
    assert not Framework.objects.exists()


def run(capsys: pytest.CaptureFixture[str], file: Path, *arguments: str, status: int = 0) -> dict[str, Any]:
    """What the command answers as JSON; it must be one object."""
    code = 0
    try:
        call_command("import_case", str(file), "--tenant", "maple-county", "--json", *arguments)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code == status
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


@pytest.fixture
def file(tmp_path: Path, tenant: Tenant) -> Path:  # noqa: ARG001
    path = tmp_path / "garden.json"
    path.write_bytes(content(package()))
    return path


def test_a_dry_run_says_what_a_run_then_does(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, file, "--dry-run")
    assert not Framework.objects.exists()
    done = run(capsys, file)
    assert {**said, "dry_run": False} == done
    assert (done["created"], done["updated"], done["unchanged"], done["ended"]) == (8, 0, 0, 0)
    assert done["associations_leaving"] == 1


def test_a_second_run_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, file)
    again = run(capsys, file)
    assert (again["created"], again["updated"], again["unchanged"], again["ended"]) == (0, 0, 8, 0)


def test_a_broken_file_is_reported_and_nothing_is_written(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = package()
    del broken["CFItems"][1]["fullStatement"]
    file.write_bytes(content(broken))
    answer = run(capsys, file, status=1)
    (problem,) = answer["problems"]
    assert (problem["file"], problem["code"]) == ("garden.json", "missing_field")
    assert problem["line"] > 1
    assert "fullStatement" in problem["message"]
    assert not Framework.objects.exists()


def test_an_item_of_another_framework_is_shown_in_the_file(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, file)
    file.write_bytes(content(package(CFDocument=document(2, creator="Weeds & Co."))))
    answer = run(capsys, file, status=1)
    found = answer["problems"][0]
    assert found["code"] == "standard_in_another_framework"
    line = file.read_text().splitlines()[found["line"] - 1]
    assert guid(10) in line[found["column"] - 1 :]
    assert Framework.objects.count() == 1


def test_an_unknown_tenant_is_said_plainly(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("import_case", str(file), "--tenant", "mapel-county", "--json")
    assert stopped.value.code == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == "tenant_unknown"


def test_without_json_the_answer_is_sentences(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_case", str(file), "--tenant", "maple-county")
    said = capsys.readouterr().out
    assert said.startswith("Imported.")
    assert "1 associations lead out of their package; they are kept." in said
    assert StandardAssociation.objects.count() == 4
