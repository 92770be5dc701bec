"""Which address leads where."""

from django.urls import path

from jumprope.interfaces.web.assets import asset
from jumprope.interfaces.web.explorer import graphql
from jumprope.interfaces.web.front import front
from jumprope.interfaces.web.gradebook import gradebook
from jumprope.interfaces.web.joining import join
from jumprope.interfaces.web.scoring import scoring
from jumprope.interfaces.web.sign_in import sign_in, sign_out
from jumprope.interfaces.web.student import student

urlpatterns = [
    path("", front, name="front"),
    path("sign-in", sign_in, name="sign-in"),
    path("sign-out", sign_out, name="sign-out"),
    path("join/<slug:tenant>", join, name="join"),
    path("gradebook/<str:section>", gradebook, name="gradebook"),
    path("scores/<str:assessment>", scoring, name="scoring"),
    path("student/<str:student>", student, name="student"),
    path("graphql", graphql, name="graphql"),
    path("assets/<str:digest>/<str:name>", asset, name="asset"),
]
