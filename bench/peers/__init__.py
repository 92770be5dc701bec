"""Other ways to serve the same answers, each at its best: one file for each."""

from bench.peers import (
    ariadne_prefetch,
    django_values,
    graphene_optimizer,
    graphene_prefetch,
    graphene_query_optimizer,
    strawberry_optimizer,
)

PEERS = (
    django_values.PEER,
    graphene_prefetch.PEER,
    graphene_optimizer.PEER,
    graphene_query_optimizer.PEER,  # after the other two: see there
    strawberry_optimizer.PEER,
    ariadne_prefetch.PEER,
)
