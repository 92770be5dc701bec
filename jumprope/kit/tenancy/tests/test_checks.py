"""Each mistake by which rows would escape their tenant is planted once, and found."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.test.utils import isolate_apps

from jumprope.kit.tenancy import TenantForeignKey, TenantModel, TenantOneToOneField
from jumprope.kit.tenancy.checks import problems_of, tenancy
from jumprope.kit.tenancy.models import TenantManager

pytestmark = pytest.mark.usefixtures("isolated")


@pytest.fixture
def isolated() -> Any:
    """Models that a test declares are gone after it. There are schools already."""
    with isolate_apps("jumprope.platform.tenancy") as registry:

        class School(TenantModel):
            class Meta(TenantModel.Meta):
                app_label = "tenancy"

        yield registry


def found(model: type[models.Model]) -> list[str | None]:
    return [problem.id for problem in problems_of(model)]


def test_the_product_has_no_problem() -> None:
    assert tenancy() == []


def test_only_the_apps_that_are_asked_for_are_looked_at() -> None:
    assert tenancy(app_configs=[]) == []


def test_the_check_goes_through_all_models(isolated: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Bell(TenantModel):
        everything = models.Manager["Bell"]()

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    monkeypatch.setattr(apps.get_app_config("tenancy"), "models", isolated.all_models["tenancy"])
    assert [problem.obj for problem in tenancy()] == [Bell]


def test_a_model_as_it_should_be_has_no_problem() -> None:
    class Bell(TenantModel):
        clock = TenantForeignKey("tenancy.School")
        tower = TenantOneToOneField("tenancy.School")
        name = models.CharField(max_length=10)

        class Meta(TenantModel.Meta):
            app_label = "tenancy"
            constraints = [
                models.UniqueConstraint(fields=["tenant", "name"], name="with_tenant"),
                models.UniqueConstraint(fields=["clock", "name"], name="with_a_row_of_a_tenant"),
                models.UniqueConstraint("tenant", Lower("name"), name="with_an_expression"),
                models.UniqueConstraint(Coalesce("clock", 0), name="with_a_row_in_an_expression"),
            ]

    assert found(Bell) == []


def test_an_automatic_table_between_tenants_rows_is_found() -> None:
    class Bell(TenantModel):
        schools = models.ManyToManyField("tenancy.School")

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    assert found(Bell.schools.through) == ["tenancy.E001"]


def test_a_table_of_its_own_between_tenants_rows_is_fine() -> None:
    class Bell(TenantModel):
        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    class Ringing(TenantModel):
        bell = TenantForeignKey(Bell)
        school = TenantForeignKey("tenancy.School")

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    assert found(Ringing) == []


@pytest.mark.parametrize("option", ["another", "default", "base"])
def test_a_manager_that_shows_all_tenants_is_found(option: str) -> None:
    class Bell(TenantModel):
        everything = models.Manager["Bell"]()

        class Meta(TenantModel.Meta):
            app_label = "tenancy"
            default_manager_name = "everything" if option == "default" else "objects"
            base_manager_name = "everything" if option == "base" else "objects"

    assert found(Bell) == ["tenancy.E002"]


def test_a_second_manager_may_show_less() -> None:
    class Loud(TenantManager["Bell"]):
        """The loud ones."""

    class Bell(TenantModel):
        loud = Loud()

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    assert found(Bell) == []


def test_a_meta_that_does_not_inherit_is_harmless() -> None:
    class Bell(TenantModel):
        class Meta:
            app_label = "tenancy"

    assert found(Bell) == []


def test_a_table_without_its_tenant_key_is_found() -> None:
    class Bell(TenantModel):
        tenant = models.ForeignKey("tenancy.Tenant", on_delete=models.PROTECT)

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    assert found(Bell) == ["tenancy.E003"]


def test_a_table_that_inherits_from_another_is_found() -> None:
    class Bell(TenantModel):
        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    class ChurchBell(Bell):
        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    assert "tenancy.E003" in found(ChurchBell)
    assert "tenancy.E004" in found(ChurchBell)


def test_a_proxy_has_the_key_of_its_table() -> None:
    class Bell(TenantModel):
        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    class LoudBell(Bell):
        class Meta(TenantModel.Meta):
            app_label = "tenancy"
            proxy = True

    assert found(LoudBell) == []


def test_a_plain_foreign_key_is_found() -> None:
    class Bell(TenantModel):
        school = models.ForeignKey("tenancy.School", on_delete=models.PROTECT, related_name="+")
        tower = models.OneToOneField("tenancy.School", on_delete=models.PROTECT, related_name="+")

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    assert found(Bell) == ["tenancy.E004", "tenancy.E004"]


def test_a_foreign_key_to_a_table_that_all_tenants_share_may_be_plain() -> None:
    class Country(models.Model):
        class Meta:
            app_label = "tenancy"

    class Bell(TenantModel):
        country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    assert found(Bell) == found(Country) == []


def test_a_way_from_a_shared_table_to_tenants_rows_is_found() -> None:
    class Country(models.Model):
        school = models.ForeignKey("tenancy.School", on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "tenancy"

    class Flag(models.Model):
        class Meta:
            app_label = "tenancy"

    class Bell(TenantModel):
        flag = models.ForeignKey(Flag, on_delete=models.PROTECT)

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    assert found(Country) == ["tenancy.E005"]
    assert found(Flag) == ["tenancy.E005"]
    assert found(Bell) == []


def test_a_key_that_is_unique_across_tenants_is_found() -> None:
    class Bell(TenantModel):
        name = models.CharField(max_length=10, unique=True)
        note = models.CharField(max_length=10)

        class Meta(TenantModel.Meta):
            app_label = "tenancy"
            constraints = [
                models.UniqueConstraint(fields=["note"], name="without_tenant"),
                models.UniqueConstraint(Lower("note"), name="expression_without_tenant"),
            ]

    assert found(Bell) == ["tenancy.E006"] * 3


def test_every_problem_says_how_to_mend_it() -> None:
    class Bell(TenantModel):
        school = models.ForeignKey("tenancy.School", on_delete=models.PROTECT, unique=True)
        name = models.CharField(max_length=10, unique=True)
        everything = models.Manager["Bell"]()

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    assert all(problem.hint and problem.obj is Bell for problem in problems_of(Bell))
