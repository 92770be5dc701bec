"""Grants: what apps above add to a rule."""

from django.db.models import Q

from graphplan import NOBODY
from jumprope.kit.grants import Grants
from jumprope.kit.viewer import Viewer


def test_without_grants_nobody_sees_anything() -> None:
    assert Grants().to(Viewer.operator(1, "UTC")) is NOBODY


def test_each_grant_is_one_more_way_to_see() -> None:
    shows = Grants()

    @shows
    def the_eldest(viewer: Viewer) -> Q:
        return Q(pk=viewer.tenant_id)

    @shows
    def the_youngest(_viewer: Viewer) -> Q:
        return Q(pk=99)

    assert shows.to(Viewer.operator(1, "UTC")) == Q(pk=1) | Q(pk=99)
    assert the_eldest(Viewer.operator(7, "UTC")) == Q(pk=7)
    assert the_youngest(Viewer.operator(7, "UTC")) == Q(pk=99)
