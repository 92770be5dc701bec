"""A transaction that the database has undone to end a deadlock is done again; nothing else is."""

import pytest
from django.db import IntegrityError, OperationalError, transaction

from jumprope.kit.deadlocks import DEADLOCK, MOST_ATTEMPTS, outlived

UNDONE = OperationalError(DEADLOCK, "Deadlock found when trying to get lock; try restarting transaction")
TIRED = OperationalError(1205, "Lock wait timeout exceeded; try restarting transaction")


class Transaction:
    """Fails with these errors, one after the other, and is then done."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.attempts = 0

    def __call__(self) -> str:
        self.attempts += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deadlocks", [0, 1, MOST_ATTEMPTS - 1])
def test_what_was_undone_is_done_again(deadlocks: int) -> None:
    work = Transaction(*[UNDONE] * deadlocks)
    assert outlived(work) == "done"
    assert work.attempts == deadlocks + 1


@pytest.mark.django_db(transaction=True)
def test_the_last_attempt_is_the_last() -> None:
    work = Transaction(*[UNDONE] * MOST_ATTEMPTS)
    with pytest.raises(OperationalError, match="Deadlock"):
        outlived(work)
    assert work.attempts == MOST_ATTEMPTS


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [TIRED, OperationalError("disk I/O error"), IntegrityError(DEADLOCK)])
def test_other_errors_are_not_met_again(error: Exception) -> None:
    work = Transaction(error)
    with pytest.raises(type(error)):
        outlived(work)
    assert work.attempts == 1


@pytest.mark.django_db(transaction=True)
def test_a_part_of_a_transaction_is_not_done_again_by_itself() -> None:
    work = Transaction(UNDONE)
    with pytest.raises(OperationalError), transaction.atomic():
        outlived(work)
    assert work.attempts == 1
