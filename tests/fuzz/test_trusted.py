"""Random questions as documents that are compiled, at the quick door; and that it notices faults of plans.

`make fuzz N=10000 DOOR=trusted` asks more; FUZZ_SEED repeats a run.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from config import environment
from config.database_url import Database, MySQL, SQLite
from graphplan.artefact.loading import Artefact
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.accounts.models import Account
from tests.doors.visitors import session_of
from tests.fuzz.doors import in_a_process, in_this_one
from tests.fuzz.people import Person, everyone
from tests.fuzz.seeds import SEED, new_seed
from tests.fuzz.trusted import DoorsDiffer, NotByPlan, Trusted
from tests.fuzz.trusted_faults import FAULTS
from tests.once import made_once

TIMES = int(os.environ.get("FUZZ", "12"))

MANY = 300
"""How many questions have to be asked for most of them to be answered by plans, whatever they are."""

FEW = 1
"""How many faults are planted in a run of fewer: to notice one may take a hundred questions."""

SOON = 200
"""How many questions it takes at most to notice a fault."""

pytestmark = pytest.mark.django_db


def visitors() -> Mapping[str, Person]:
    """Everyone of two districts who has an account, by the key of a session that is signed in to it."""
    found = {}
    for person in everyone():
        if person.viewer.account_id is not None:
            with tenant_scope(person.viewer.tenant_id):
                found[session_of(Account.objects.get(pk=person.viewer.account_id))] = person
    return found


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Mapping[str, Person]]:  # noqa: ARG001
    """Those who ask, by their sessions. Of MySQL another connection sees only what is committed."""
    if connection.vendor == "sqlite":
        with made_once(django_db_blocker, visitors) as made:
            yield made
        return
    try:
        with django_db_blocker.unblock():
            made = visitors()
        yield made
    finally:
        with django_db_blocker.unblock():
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def database(people: Mapping[str, Person], tmp_path: Path) -> Database:  # noqa: ARG001 - who is to be in it
    """Where those who ask are found: for SQLite a copy of what this process has in its memory."""
    told = environment.current().database
    connection.ensure_connection()
    if isinstance(told, MySQL):
        return replace(told, name=connection.settings_dict["NAME"])
    path = tmp_path / "school.sqlite3"
    path.write_bytes(connection.connection.serialize())
    return SQLite(path)


@pytest.mark.parametrize("which", ["fixed", "new"])
def test_the_quick_door_answers_as_the_ordinary_one_does(
    people: Mapping[str, Person], database: Database, tmp_path: Path, which: str
) -> None:
    seed = SEED if which == "fixed" else new_seed()
    quick, documents = partial(in_a_process, database), 4 if TIMES >= MANY else 1
    trusted = Trusted(people, seed, tmp_path, database, quick, documents=documents)

    trusted.ask(TIMES)

    print(f"{trusted.asked} asked, {trusted.errors} errors, hindered: {dict(trusted.hindrances)}")
    print(f"{trusted.by_plans} by plans, of which {trusted.with_rows} have rows, and", end=" ")
    print(f"{trusted.amiss_by_plans} a mistake in their variables")
    if which == "fixed" or trusted.asked >= MANY:
        assert trusted.by_plans >= 0.5 * trusted.asked
        assert trusted.with_rows >= 0.5 * trusted.by_plans
        assert trusted.amiss_by_plans


def test_faults_of_compiled_documents_are_noticed(
    people: Mapping[str, Person], database: Database, tmp_path: Path
) -> None:
    chosen = [*FAULTS] if TIMES >= MANY else Random(new_seed()).sample([*FAULTS], FEW)  # noqa: S311
    for name in chosen:
        quick = partial(in_this_one, database)
        trusted = Trusted(people, SEED, tmp_path / name, database, quick, documents=1)
        with pytest.MonkeyPatch.context() as faulty:
            faulty.setattr(*FAULTS[name]())
            with pytest.raises(DoorsDiffer):
                trusted.ask(SOON)
        print(f"{name}: noticed after {trusted.asked} questions")


def test_a_door_that_leaves_all_to_the_other_is_noticed(
    people: Mapping[str, Person], database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted = Trusted(people, SEED, tmp_path, database, partial(in_this_one, database), documents=1)
    monkeypatch.setattr(Artefact, "knows", lambda *_: False)

    with pytest.raises(NotByPlan):
        trusted.ask(SOON)
