"""What the libraries have in common here: the viewer, the tenant, and the command that scores a class."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from bench.byhand import scoring
from bench.variants import Answer, Kind
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.models import Score


@dataclass(frozen=True)
class Peer:
    """Another way to serve the same answers. `make` makes its view."""

    name: str
    make: Callable[[], Callable[[HttpRequest], Any]]
    kind: Kind = Kind.LIBRARY

    def view(self, viewer: Viewer) -> Answer:
        """A view that answers for this viewer, in the viewer's tenant."""
        view = self.make()

        def answer(http: HttpRequest) -> HttpResponse:
            http.viewer = viewer  # type: ignore[attr-defined]
            with tenant_scope(viewer.tenant_id):
                response: HttpResponse = view(http)
                return response

        return answer


def viewer_of(http: HttpRequest) -> Viewer:
    """Who asks."""
    viewer: Viewer = http.viewer  # type: ignore[attr-defined]
    return viewer


def scores_written(
    http: HttpRequest, assessment_id: str, standard_id: str, scores: Iterable[tuple[str, Any]]
) -> list[Score]:
    """Write the scores of a class, and read them as a payload needs them. Four statements."""
    cells = [(int(student), str(value)) for student, value in scores]
    keys = scoring.write(viewer_of(http), int(assessment_id), int(standard_id), cells)
    return list(Score.objects.filter(pk__in=keys).only("id", "student_id", "value").order_by("pk"))
