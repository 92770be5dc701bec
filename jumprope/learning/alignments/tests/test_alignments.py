"""Standards are aligned in bulk, aligned otherwise, withdrawn, and read by the standards they stand for."""

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.alignments import reads, writes
from jumprope.learning.alignments.factories import an_alignment
from jumprope.learning.alignments.models import Alignment
from jumprope.learning.alignments.writes import NewAlignment
from jumprope.learning.standards.factories import a_standard
from jumprope.learning.standards.models import Standard
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")


def new(standard: Standard, target: Standard, kind: str = "exact") -> NewAlignment:
    return NewAlignment(standard_id=standard.pk, target_id=target.pk, kind=kind)


def test_standards_are_aligned_and_read_by_what_they_stand_for(operator: Viewer) -> None:
    ours, other, state, nation = (a_standard() for _ in range(4))
    alignments = [new(ours, state), new(ours, nation, "part_of"), new(other, nation, "close")]
    answer = writes.align_standards(viewer=operator, alignments=alignments)
    assert len(set(answer.alignment_ids)) == 3
    assert reads.alignments(target_ids=[nation.pk]) == [
        (ours.pk, nation.pk, "part_of"),
        (other.pk, nation.pk, "close"),
    ]


def test_an_alignment_is_changed_and_holds_again_after_it_was_withdrawn(operator: Viewer) -> None:
    alignment = an_alignment(kind="close")
    writes.withdraw_alignments(viewer=operator, alignment_ids=[alignment.pk])
    assert reads.alignments(target_ids=[alignment.target_id]) == []
    with refused(("not_found", "alignment_ids.0")):
        writes.withdraw_alignments(viewer=operator, alignment_ids=[alignment.pk])
    again = new(alignment.standard, alignment.target, "exact")
    answer = writes.align_standards(viewer=operator, alignments=[again])
    assert answer.alignment_ids == [alignment.pk]
    assert list(Alignment.objects.values_list("kind", "withdrawn_at")) == [("exact", None)]


def test_what_cannot_be_aligned_is_refused(operator: Viewer, other_tenant: Tenant) -> None:
    ours, state = a_standard(), a_standard()
    with tenant_scope(other_tenant.pk):
        foreign = a_standard()
    alignments = [
        new(ours, foreign),
        new(foreign, ours),
        new(ours, ours),
        new(ours, state, "somewhat"),
        new(ours, state),
    ]
    with refused(
        ("not_found", "alignments.0.target_id"),
        ("not_found", "alignments.1.standard_id"),
        ("aligned_to_itself", "alignments.2.target_id"),
        ("value_invalid", "alignments.3.kind"),
        ("described_twice", "alignments.4"),
    ):
        writes.align_standards(viewer=operator, alignments=alignments)


def test_only_those_who_look_after_the_tenant_align() -> None:
    alignment = an_alignment()
    of_one_school = a_viewer(Role.INTEGRATION, school=a_school())
    again = [new(alignment.standard, alignment.target)]
    with refused(("not_found", "alignments.0.standard_id"), ("not_found", "alignments.0.target_id")):
        writes.align_standards(viewer=of_one_school, alignments=again)
    with refused(("not_found", "alignment_ids.0")):
        writes.withdraw_alignments(viewer=of_one_school, alignment_ids=[alignment.pk])
    teacher = a_viewer(Role.TEACHER)
    with refused(("not_found", None)):
        writes.align_standards(viewer=teacher, alignments=again)


def test_everyone_sees_what_holds(operator: Viewer, other_tenant: Tenant) -> None:
    alignment = an_alignment()
    an_alignment(withdrawn_at=operator.now)
    with tenant_scope(other_tenant.pk):
        an_alignment()
    for role in (Role.TENANT_ADMIN, Role.TEACHER, Role.GUARDIAN):
        assert seen_by(a_viewer(role), "Alignment") == {"Alignment": {alignment.pk}}


def test_many_are_aligned_in_as_many_statements_as_one(operator: Viewer) -> None:
    def taken(count: int) -> int:
        alignments = [new(a_standard(), a_standard()) for _ in range(count)]
        return statements(lambda: writes.align_standards(viewer=operator, alignments=alignments))

    taken(1)  # the tenant's first event makes the head of its chain too
    assert taken(1) == taken(20)


def test_alignments_are_made_and_withdrawn_through_the_api(ask: Ask) -> None:
    admin = a_viewer(Role.TENANT_ADMIN)
    ours, state = (ids.encode("Standard", a_standard(code=code).pk) for code in ("M.1", "S.1"))
    aligned = ask(
        admin,
        """mutation ($input: AlignStandardsInput!) { alignStandards(input: $input) {
          alignments { id kind target { code alignmentsTo { edges { node { standard { code } } } } } }
          errors { code }
        } }""",
        input={"alignments": [{"standardId": ours, "targetId": state, "kind": "PART_OF"}]},
    )["alignStandards"]
    (alignment,) = aligned["alignments"]
    assert (alignment["kind"], alignment["target"]) == (
        "PART_OF",
        {"code": "S.1", "alignmentsTo": {"edges": [{"node": {"standard": {"code": "M.1"}}}]}},
    )
    withdraw = """mutation ($input: WithdrawAlignmentsInput!) {
      withdrawAlignments(input: $input) { errors { code } }
    }"""
    answer = ask(admin, withdraw, input={"alignmentIds": [alignment["id"]]})
    assert answer == {"withdrawAlignments": {"errors": []}}
    asked = "query ($id: ID!) { standard(id: $id) { alignments { edges { node { kind } } } } }"
    assert ask(admin, asked, id=ours) == {"standard": {"alignments": {"edges": []}}}
