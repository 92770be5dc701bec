"""The files that pages load: ours, and those of GraphiQL from its package. Nothing is fetched from elsewhere.

Each stands under its digest, so that browsers may keep it for good and still see every change at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib import resources
from mimetypes import guess_type
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

FOLDER = Path(__file__).parent / "assets"

GRAPHIQL_PACKAGE = "graphene_django_graphiql_static"

GRAPHIQL = {
    "react.production.min.js": "229bbf4d0e7488209564152c6723497f1ac3934136ca1684233d2fa88fa4146f",
    "react-dom.production.min.js": "9db33292007ab6c38527b39d5663e976a305564e19b2a5a8713ea2b2c00f505d",
    "graphiql.min.js": "c564de05b95d184e2c5ba5ceaf2635821f6bf92f2d5777b74d91004ff6b591d1",
    "graphiql.min.css": "c6cd4b83f01c5e1ff4975d77bc957184dce6dec0155fbf9cc4d9190eba8a7b9d",
}
"""The files of React 17.0.2 and GraphiQL 2.4.7 and their SHA-256.

They were compared with what their projects publish: the same bytes, but for one more line feed at the end of
GraphiQL's two.
"""


class FileChanged(RuntimeError):
    """A file of the package is not the one that was compared with what its project publishes."""


@dataclass(frozen=True)
class Asset:
    """One file."""

    name: str
    content: bytes

    @cached_property
    def digest(self) -> str:
        """The SHA-256, as 64 hexadecimal digits."""
        return sha256(self.content).hexdigest()

    @property
    def address(self) -> str:
        """Where pages find it."""
        return reverse("asset", args=[self.digest[:16], self.name])


@cache
def known() -> dict[str, Asset]:
    """All files by name. Raises `FileChanged`."""
    ours = (Asset(path.name, path.read_bytes()) for path in sorted(FOLDER.iterdir()))
    return {asset.name: asset for asset in (*ours, *_of_graphiql())}


def _of_graphiql() -> Iterator[Asset]:
    folder = resources.files(GRAPHIQL_PACKAGE) / "static" / GRAPHIQL_PACKAGE
    for name, digest in GRAPHIQL.items():
        asset = Asset(name, (folder / name).read_bytes())
        if asset.digest != digest:
            raise FileChanged(name)
        yield asset


@require_safe
def asset(_request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """One file; 404 for an earlier or another one of this name."""
    found = known().get(name)
    if found is None or not found.digest.startswith(digest):
        raise Http404
    response = HttpResponse(found.content, content_type=guess_type(name)[0])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
