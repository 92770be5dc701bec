"""Who sees which versions, and a bank kept through the API."""

from typing import Any

import pytest

from graphplan import ids
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks.factories import (
    a_bank,
    a_bank_folder,
    a_bank_standard,
    a_bank_version,
    a_correction,
    a_published_version,
)
from jumprope.learning.banks.models import BankVersion
from jumprope.learning.standards.factories import a_standard
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_school_year
from tests.fixtures import Ask
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")

TYPES = ("BankVersion", "BankFolder", "BankStandard", "BankCorrection")


def a_full_version(version: BankVersion) -> dict[str, set[int]]:
    """A version with one row of each kind, and one folder that was taken out."""
    folder = a_bank_folder(version=version)
    a_bank_folder(version=version, removed_at=clock.now())
    standard = a_bank_standard(version=version, folder=folder)
    correction = a_correction(standard)
    return dict(zip(TYPES, ({version.pk}, {folder.pk}, {standard.pk}, {correction.pk}), strict=True))


def together(*found: dict[str, set[int]]) -> dict[str, set[int]]:
    return {name: set().union(*(each[name] for each in found)) for name in TYPES}


def test_drafts_and_corrections_are_for_those_who_keep_the_bank(
    admin: Viewer, principal: Viewer, school: School, other_tenant: Tenant
) -> None:
    published = a_full_version(a_published_version())
    draft = a_full_version(a_bank_version())
    own = a_full_version(a_bank_version(bank=a_bank(school=school)))
    others = a_full_version(a_bank_version(bank=a_bank(school=a_school())))
    with tenant_scope(other_tenant.pk):
        a_full_version(a_published_version())
    for_everyone = {**published, "BankCorrection": set()}
    assert seen_by(admin, *TYPES) == together(published, draft, own, others)
    assert seen_by(principal, *TYPES) == together(for_everyone, own)
    for role in (Role.TEACHER, Role.STUDENT, Role.GUARDIAN, Role.SUPPORT):
        assert seen_by(a_viewer(role), *TYPES) == for_everyone


def test_teachers_choose_from_what_is_published_for_the_current_year(ask: Ask, admin: Viewer) -> None:
    over = a_school_year(starts_on=admin.today.replace(year=2001), ends_on=admin.today.replace(year=2002))
    current = a_bank_standard(version=a_published_version(), code="S.1")
    a_bank_standard(version=a_published_version(school_year=over))
    a_bank_standard()
    asked = "{ standardsToChoose { edges { node { id code } } } }"
    edges = ask(a_viewer(Role.TEACHER), asked)["standardsToChoose"]["edges"]
    assert edges == [{"node": {"id": ids.encode("BankStandard", current.pk), "code": "S.1"}}]


class Desk:
    """The administrator, doing things through the API."""

    def __init__(self, ask: Ask, viewer: Viewer) -> None:
        self._ask, self._viewer = ask, viewer

    def done(self, mutation: str, selection: str, **given: Any) -> Any:
        """One mutation's payload, without errors."""
        kind = mutation[0].upper() + mutation[1:]
        document = f"""mutation ($input: {kind}Input!) {{
          {mutation}(input: $input) {{ {selection} errors {{ code field message }} }}
        }}"""
        payload = self._ask(self._viewer, document, input=given)[mutation]
        assert payload.pop("errors") == []
        return payload


def test_a_bank_is_kept_through_the_api(ask: Ask, admin: Viewer) -> None:
    desk = Desk(ask, admin)
    bank = desk.done("openBank", "bank { id school { id } }", name="Juniper")["bank"]
    own = desk.done("makeStandardType", "standardType { id }", name="Arts", countsTowards="ACADEMIC")
    year = ids.encode("SchoolYear", a_school_year().pk)
    drafted = desk.done("draftBankVersion", "bankVersion { id state }", bankId=bank["id"], schoolYearId=year)
    draft = {"bankVersionId": drafted["bankVersion"]["id"]}
    assert drafted["bankVersion"]["state"] == "DRAFT"
    folders = desk.done(
        "addBankFolders", "folders { id }", **draft, folders=[{"name": "Sky"}, {"name": "Sea"}]
    )
    sky, sea = (folder["id"] for folder in folders["folders"])
    desk.done("moveBankFolder", "folder { id }", **draft, bankFolderId=sea, parentId=sky)
    desk.done("nameBankFolder", "folder { name }", **draft, bankFolderId=sea, name="Ocean")
    standards = [
        {"standardId": ids.encode("Standard", a_standard(statement=f"Names {name}.").pk), **of_type}
        for name in ("whales", "stars")
        for of_type in [{"standardTypeId": own["standardType"]["id"], "folderId": sea}]
    ]
    placed = desk.done("placeStandards", "bankStandards { id statement }", **draft, standards=standards)
    whales, stars = (standard["id"] for standard in placed["bankStandards"])
    desk.done("moveBankStandards", "bankStandards { id }", **draft, bankStandardIds=[stars], folderId=sky)
    desk.done("changeBankStandard", "bankStandard { code }", **draft, bankStandardId=stars, code="S.1")
    desk.done("removeBankStandards", "", **draft, bankStandardIds=[whales])
    desk.done("removeBankFolder", "", **draft, bankFolderId=sea)
    desk.done("publishBankVersion", "bankVersion { publishedAt } archived { id }", **draft)
    desk.done(
        "correctBankStandard",
        "bankStandard { id } correction { codeBefore }",
        **draft,
        bankStandardId=stars,
        statement="Names the stars.",
        reason="Said better",
    )
    asked = """query ($id: ID!) { bankVersion(id: $id) { state topFolders { edges { node {
      name children { edges { node { id } } }
      standards { edges { node { code statement corrections { edges { node { statementBefore } } } } } }
    } } } } }"""
    assert ask(admin, asked, id=draft["bankVersionId"])["bankVersion"] == {
        "state": "PUBLISHED",
        "topFolders": pages(
            {
                "name": "Sky",
                "children": pages(),
                "standards": pages(
                    {
                        "code": "S.1",
                        "statement": "Names the stars.",
                        "corrections": pages({"statementBefore": "Names stars."}),
                    }
                ),
            }
        ),
    }
    desk.done("archiveBankVersion", "bankVersion { state }", **draft)
    desk.done("retireStandardType", "standardType { retiredAt }", standardTypeId=own["standardType"]["id"])


def pages(*nodes: dict[str, Any]) -> dict[str, Any]:
    """A connection that shows these rows."""
    return {"edges": [{"node": node} for node in nodes]}
