"""Rounds, ratios and statements."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse

from bench import compiling, product
from bench.district import District
from bench.measuring import WARM_UP, Clock, counted, measure
from bench.tests.made import taken
from bench.variants import Kind, Variant, Workload
from bench.workloads import gradebook, light


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    first = taken("", "first", Kind.BY_HAND, 1, 2, 4, 1)
    other = taken("", "other", Kind.PRODUCT, 2, 2, 2, 9)
    assert other.median(Clock.WALL) == 2
    assert other.ratio(first, Clock.CPU) == 1.5
    assert other.spread(first, Clock.WALL) == (0.625, 7.25)


@pytest.mark.django_db
def test_every_variant_answers_in_every_round() -> None:
    called = []

    def variant(name: str, kind: Kind, statements: int) -> Variant:
        def answer(_http: HttpRequest) -> HttpResponse:
            called.append(name)
            with connection.cursor() as cursor:
                for _ in range(statements):
                    cursor.execute("SELECT 1")
            return HttpResponse(b'{"data":{}}')

        return Variant(name, kind, answer)

    variants = variant("by hand", Kind.BY_HAND, 1), variant("product", Kind.PRODUCT, 2)
    measured = measure(Workload("nothing", 3, variants))
    assert [(each.variant, each.statements, each.bytes) for each in measured] == [
        ("by hand", 1, 11),
        ("product", 2, 11),
    ]
    assert [len(each.wall) for each in measured] == [len(each.cpu) for each in measured] == [3, 3]
    # Once to compare the answers and once to count statements.
    assert called.count("product") == 2 + WARM_UP + 3
    rounds = [called[-2:], called[-4:-2], called[-6:-4]]
    assert [sorted(each) for each in rounds] == [["by hand", "product"]] * 3


@pytest.mark.django_db
def test_what_asks_nothing_is_not_counted() -> None:
    with counted() as count, connection.cursor() as cursor:
        for statement in ("SAVEPOINT here", "SELECT 1", "RELEASE SAVEPOINT here"):
            cursor.execute(statement)
    assert count == [1]


def test_a_document_says_how_many_statements_it_may_take() -> None:
    texts = (gradebook.DOCUMENT, gradebook.PAGE, light.DOCUMENT)
    assert [compiling.statements_of(product.document(text)) for text in texts] == [8, 8, 2]


def test_every_document_is_compiled_for_everyone(district: District) -> None:
    times = dict(compiling.compile_times(district.viewers, times=1))
    assert len(times) == len(compiling.documents()) * len(district.viewers)
    assert min(times.values()) > 0
