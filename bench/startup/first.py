"""The first response of a new process: the gradebook's page by both doors."""

import os
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection
from django.test import Client

from bench.district import District
from bench.startup.measuring import First
from config import environment
from config.database_url import parsed
from jumprope.interfaces.graphql import documents
from jumprope.interfaces.trusted import checking, compiling
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.accounts.models import Account
from tools.first_response import ORDINARY, QUICK, first_response

ROUNDS = 5
DOORS = {QUICK: "quick door, plans made beforehand", ORDINARY: "ordinary door"}


class NoFirstResponse(Exception):
    """A new process did not answer."""


def first_responses(district: District) -> Iterator[First]:
    """Ask both doors as the teacher, in turn, each time in a new process. Raises `NoFirstResponse`."""
    (page,) = (each for each in documents.trusted().values() if each.name == "gradebook")
    session, url = _session(district), _url()
    taken = defaultdict[str, list[float]](list)
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "compiled"
        _compile(folder, url)
        told = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        told |= {"DATABASE_URL": url, "TRUSTED_DOCUMENTS": str(folder)}
        for _ in range(ROUNDS):
            for door in DOORS:
                response = first_response(
                    door,
                    document_id=page.id,
                    variables={"section": f"Section:{district.section_id}"},
                    session=session,
                    told=told,
                )
                if '"scores":[{' not in response.body:
                    raise NoFirstResponse(f"{door}: {response.status} {response.body[:200]}")
                taken[door].append(response.seconds * 1000)
    for door, milliseconds in taken.items():
        yield First(DOORS[door], statistics.median(milliseconds))


def _session(district: District) -> str:
    """A session that is signed in as the teacher."""
    client = Client()
    with tenant_scope(district.tenant.pk):
        client.force_login(Account.objects.get(pk=district.viewers[Role.TEACHER].account_id))
    return str(client.session.session_key)


def _url() -> str:
    """The address of the database that is measured on: not the one that was told, but that of this run."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _compile(folder: Path, url: str) -> None:
    sources, problems = checking.checked(sorted(documents.FOLDER.glob("*.graphql")))
    if problems:
        raise NoFirstResponse(str(problems[0]))
    compiling.put(compiling.compiled(sources, parsed(url, root=environment.ROOT))[0], folder)
